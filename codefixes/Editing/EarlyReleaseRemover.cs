using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Removes releases; their comments go to the jump behind them.</summary>
internal sealed class EarlyReleaseRemover : CSharpSyntaxRewriter
{
    private readonly ImmutableArray<ExpressionStatementSyntax> _releases;
    private readonly SyntaxTrivia _lineEnd;

    private EarlyReleaseRemover(ImmutableArray<ExpressionStatementSyntax> releases, SyntaxTrivia lineEnd)
    {
        _releases = releases;
        _lineEnd = lineEnd;
    }

    /// <summary>The statement without the releases in it.</summary>
    public static StatementSyntax Remove(StatementSyntax statement, ImmutableArray<ExpressionStatementSyntax> releases, SyntaxTrivia lineEnd) =>
        (StatementSyntax)new EarlyReleaseRemover(releases, lineEnd).Visit(statement);

    /// <inheritdoc/>
    public override SyntaxNode? VisitBlock(BlockSyntax node) =>
        node.Statements.Any(_releases.Contains) ? node.WithStatements(Without(node.Statements)) : base.VisitBlock(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) =>
        node.Statements.Any(_releases.Contains) ? node.WithStatements(Without(node.Statements)) : base.VisitSwitchSection(node);

    private SyntaxList<StatementSyntax> Without(SyntaxList<StatementSyntax> statements)
    {
        var kept = new List<StatementSyntax>();
        StatementSyntax? removed = null;
        foreach (var statement in statements)
        {
            if (_releases.Contains(statement))
            {
                removed = statement;
                continue;
            }

            kept.Add(removed is null ? (StatementSyntax)Visit(statement) : InPlaceOf(removed, statement));
            removed = null;
        }

        return SyntaxFactory.List(kept);
    }

    private StatementSyntax InPlaceOf(StatementSyntax removed, StatementSyntax jump)
    {
        var comments = new[] { removed.GetLeadingTrivia(), removed.GetTrailingTrivia(), jump.GetLeadingTrivia() }.SelectMany(Comments.In);
        return jump.WithLeadingTrivia(Comments.Above(removed.GetLeadingTrivia(), comments, _lineEnd));
    }
}
