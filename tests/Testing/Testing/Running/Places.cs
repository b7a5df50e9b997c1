using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Shows places to people: position and the text that stands there.</summary>
internal static class Places
{
    /// <summary>The place of a reported diagnostic.</summary>
    public static string Show(Location location) =>
        location == Location.None ? "nowhere" : $"{Show(location.GetLineSpan())}{Quote(location.SourceTree?.GetText(), location.SourceSpan)}";

    /// <summary>An expected place, with its text when the file is at hand.</summary>
    public static string Show(DiagnosticLocation expected, SyntaxTree? tree) =>
        $"{Show(expected.Span)}{(tree is not null && tree.FilePath == expected.Span.Path ? Quote(tree.GetText(), expected.Span.Span) : string.Empty)}";

    /// <summary>Counted from one, as editors count.</summary>
    private static string Show(FileLinePositionSpan span) =>
        $"{span.Path}({Show(span.StartLinePosition)})-({Show(span.EndLinePosition)})";

    private static string Show(LinePosition position) => $"{position.Line + 1},{position.Character + 1}";

    private static string Quote(SourceText text, LinePositionSpan span)
    {
        var inside = span.End.Line < text.Lines.Count && span.Start <= span.End
            && span.Start.Character <= text.Lines[span.Start.Line].SpanIncludingLineBreak.Length
            && span.End.Character <= text.Lines[span.End.Line].SpanIncludingLineBreak.Length;
        return inside ? Quote(text, text.Lines.GetTextSpan(span)) : " (outside of the file)";
    }

    private static string Quote(SourceText? text, TextSpan span)
    {
        if (text is null)
        {
            return string.Empty;
        }

        var lines = text.ToString(span).Split('\n');
        return $" '{lines[0].TrimEnd()}{(lines.Length > 1 ? " …" : string.Empty)}'";
    }
}
