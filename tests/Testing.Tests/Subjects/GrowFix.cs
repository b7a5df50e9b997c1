using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Adds one more gate each time, so that it never comes to an end.</summary>
public sealed class GrowFix : RenameFix
{
    protected override IEnumerable<string> Names => ["grow"];

    protected override async Task<Document> Replace(Document document, TextSpan span, string name, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken);
        return document.WithText(text.Replace(text.Length, 0, " class D { int gate; }"));
    }
}
