using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.TestKit;

/// <summary>A source without its markup, and the ids and spans that the markup stated.</summary>
internal sealed record MarkedCode(string Text, ImmutableArray<(string Id, TextSpan Span)> Marks)
{
    /// <summary>Separates source from markup.</summary>
    public static MarkedCode Read(string source)
    {
        TestFileMarkupParser.GetSpans(source, out var text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        var marks = spans.SelectMany(pair => pair.Value.Select(span => (Id: pair.Key, Span: span)));
        return new MarkedCode(text, [.. marks.OrderBy(mark => mark.Span).ThenBy(mark => mark.Id, StringComparer.Ordinal)]);
    }

    /// <summary>The marks as text, to be compared with <see cref="Show(IEnumerable{Diagnostic})"/>; a span without an id means the only rule.</summary>
    public string Show(ImmutableArray<DiagnosticDescriptor> rules) =>
        Lines(Marks.Select(mark => $"{(mark.Id.Length == 0 ? rules.Single().Id : mark.Id)} {mark.Span} '{Text.Substring(mark.Span.Start, mark.Span.Length)}'"));

    /// <summary>Ids and spans of diagnostics in this source, as text.</summary>
    public string Show(IEnumerable<Diagnostic> diagnostics) => Lines(diagnostics.Select(Show));

    /// <summary>Id and span of a diagnostic, as text; one outside of this source, such as a crash, with its message.</summary>
    public string Show(Diagnostic diagnostic) =>
        diagnostic.Location.IsInSource && diagnostic.Location.SourceSpan.End <= Text.Length
            ? $"{diagnostic.Id} {diagnostic.Location.SourceSpan} '{Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}'"
            : diagnostic.ToString();

    private static string Lines(IEnumerable<string> lines) => string.Join(Environment.NewLine, lines);
}
