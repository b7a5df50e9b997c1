using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Keeps comments when statements move, and layout where it was.</summary>
internal static class Comments
{
    /// <summary>Whether trivia hold a comment.</summary>
    public static bool Exist(SyntaxTriviaList trivia) => trivia.Any(IsComment);

    /// <summary>The comments.</summary>
    public static IEnumerable<SyntaxTrivia> In(SyntaxTriviaList trivia) => trivia.Where(IsComment);

    /// <summary>
    /// Two statements as they look in each other's place: indentation and blank lines belong to the place. A comment above the second says that comments are
    /// about single locks, so they go along; a lone one above the first is about the whole and stays. One at the end of a head goes along.
    /// </summary>
    /// <param name="first">The first statement.</param>
    /// <param name="second">The second statement.</param>
    /// <param name="head">The token behind which a comment at the end of the line stands.</param>
    /// <returns>What stands first from now on, and what stands second.</returns>
    public static (StatementSyntax First, StatementSyntax Second) Trade(StatementSyntax first, StatementSyntax second, Func<StatementSyntax, SyntaxToken> head)
    {
        var carriesLeading = Exist(second.GetLeadingTrivia());
        var lineEnd = LineEndOf(first);
        var carriesTrailing = Exist(head(first).TrailingTrivia) || Exist(head(second).TrailingTrivia);
        return (Put(second, first), Put(first, second));

        StatementSyntax Put(StatementSyntax moved, StatementSyntax place)
        {
            var leading = carriesLeading ? Above(place.GetLeadingTrivia(), In(moved.GetLeadingTrivia()), lineEnd) : place.GetLeadingTrivia();
            if (!carriesTrailing)
            {
                var end = head(moved);
                moved = moved.ReplaceToken(end, end.WithTrailingTrivia(head(place).TrailingTrivia));
            }

            return moved.WithLeadingTrivia(leading);
        }
    }

    /// <summary>Leading trivia with other comments than they had, each on its own line, indented like the rest.</summary>
    public static SyntaxTriviaList Above(SyntaxTriviaList place, IEnumerable<SyntaxTrivia> comments, SyntaxTrivia lineEnd)
    {
        var indentation = place.Count > 0 && place[place.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? new[] { place[place.Count - 1] } : [];
        var blankLines = place.TakeWhile(trivia => !IsComment(trivia)).ToList();
        if (blankLines.Count > 0 && blankLines[^1].IsKind(SyntaxKind.WhitespaceTrivia))
        {
            blankLines.RemoveAt(blankLines.Count - 1);
        }

        var lines = comments.SelectMany(comment => indentation.Append(comment).Append(lineEnd));
        return SyntaxFactory.TriviaList(blankLines.Concat(lines).Concat(indentation));
    }

    /// <summary>The trivia without the blank lines they begin with.</summary>
    public static SyntaxTriviaList WithoutBlankLines(SyntaxTriviaList leading)
    {
        var kept = 0;
        for (var i = 0; i < leading.Count && !IsComment(leading[i]); i++)
        {
            kept = leading[i].IsKind(SyntaxKind.EndOfLineTrivia) ? i + 1 : kept;
        }

        return SyntaxFactory.TriviaList(leading.Skip(kept));
    }

    /// <summary>An end of line as the file of a node has them.</summary>
    public static SyntaxTrivia LineEndOf(SyntaxNode node)
    {
        var first = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return first == default ? SyntaxFactory.LineFeed : first;
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind()
        is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
}
