using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Benchmarks.Corpora;

/// <summary>Counts what figures are divided by.</summary>
internal static class CodeLines
{
    /// <summary>Lines on which a token lies: neither blank nor only comment.</summary>
    public static int In(SyntaxTree tree)
    {
        var lines = tree.GetText().Lines;
        var counted = 0;
        var last = -1;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.Span.IsEmpty))
        {
            var span = lines.GetLinePositionSpan(token.Span);
            counted += span.End.Line - Math.Max(span.Start.Line, last + 1) + 1;
            last = span.End.Line;
        }

        return counted;
    }
}
