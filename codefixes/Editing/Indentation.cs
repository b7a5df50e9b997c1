using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>
/// Reads how far statements are indented, and moves them one level to the right as they are. The formatter alone would do for code, but it aligns a comment with one at the end of the line above.
/// </summary>
internal static class Indentation
{
    private const string Usual = "    ";

    /// <summary>White space in front of a token.</summary>
    public static string Of(SyntaxToken token) =>
        token.LeadingTrivia.Count > 0 && token.LeadingTrivia[token.LeadingTrivia.Count - 1] is var last && last.IsKind(SyntaxKind.WhitespaceTrivia) ? last.ToString() : string.Empty;

    /// <summary>White space in front of a statement, without comments and empty lines above it.</summary>
    public static SyntaxTriviaList Before(StatementSyntax statement) =>
        SyntaxFactory.TriviaList(statement.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());

    /// <summary>What one level adds in a block.</summary>
    public static string UnitOf(BlockSyntax block)
    {
        var (outer, inner) = (Of(block.CloseBraceToken), Of(block.Statements[0].GetFirstToken()));
        return inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner[outer.Length..] : Usual;
    }

    /// <summary>The statement one level deeper; text inside strings and comments of many lines stays.</summary>
    public static StatementSyntax Shift(StatementSyntax statement, string unit)
    {
        var first = statement.GetFirstToken();
        return statement.ReplaceTokens(
            statement.DescendantTokens().Where(token => token == first || token.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)),
            (_, token) => token.WithLeadingTrivia(Shift(token.LeadingTrivia, unit)));
    }

    private static IEnumerable<SyntaxTrivia> Shift(SyntaxTriviaList leading, string unit)
    {
        var startsLine = true;
        foreach (var trivia in leading)
        {
            var isLineEnd = trivia.IsKind(SyntaxKind.EndOfLineTrivia);
            var isSpace = startsLine && trivia.IsKind(SyntaxKind.WhitespaceTrivia);
            if (startsLine && !isLineEnd && !isSpace)
            {
                yield return SyntaxFactory.Whitespace(unit);
            }

            yield return isSpace ? SyntaxFactory.Whitespace(unit + trivia) : trivia;
            startsLine = isLineEnd;
        }

        if (startsLine)
        {
            yield return SyntaxFactory.Whitespace(unit);
        }
    }
}
