using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Neighbours of a statement in its block or switch section.</summary>
internal static class StatementList
{
    /// <summary>The statements of which this is one; none if it stands alone.</summary>
    public static SyntaxList<StatementSyntax> Of(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };

    /// <summary>The next one.</summary>
    public static StatementSyntax? After(StatementSyntax statement)
    {
        var list = Of(statement);
        var next = list.IndexOf(statement) + 1;
        return next > 0 && next < list.Count ? list[next] : null;
    }

    /// <summary>Whether the second comes right after the first.</summary>
    public static bool AreNeighbours(StatementSyntax first, StatementSyntax second) => After(first) == second;
}
