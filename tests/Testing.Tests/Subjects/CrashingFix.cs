using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Throws when it is applied.</summary>
public sealed class CrashingFix : RenameFix
{
    protected override IEnumerable<string> Names => ["crash"];

    protected override Task<Document> Replace(Document document, TextSpan span, string name, CancellationToken cancellationToken) =>
        throw new NotSupportedException("deliberate crash");
}
