using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Makes a section release its lock however it is left.</summary>
internal sealed class SectionRewriter
{
    private readonly Section _section;
    private readonly ImmutableArray<ExpressionStatementSyntax> _early;
    private readonly StatementSyntax? _last;
    private readonly SyntaxTrivia _lineEnd;

    /// <summary>Prepares the rewriting.</summary>
    /// <param name="section">The section.</param>
    /// <param name="early">Releases to be removed.</param>
    /// <param name="last">A statement behind the section that becomes its last; null for none.</param>
    public SectionRewriter(Section section, ImmutableArray<ExpressionStatementSyntax> early, StatementSyntax? last)
    {
        _section = section;
        _early = early;
        _last = last;
        _lineEnd = Comments.LineEndOf(section.Block);
    }

    /// <summary>The block with <c>lock (x) { … }</c> for the section.</summary>
    public BlockSyntax WithLock()
    {
        var released = Comments.In(_section.Giving.GetLeadingTrivia());
        var trailing = _section.End is TryStatementSyntax last ? last.GetTrailingTrivia() : _section.Giving.GetTrailingTrivia();
        var statements = Statements();
        if (_last is not null)
        {
            // What stood beside the release comes before the statement that stood behind it.
            var comments = released.Concat(Comments.In(trailing)).Concat(Comments.In(_last.GetLeadingTrivia()));
            statements = statements.Add(_last.WithLeadingTrivia(Comments.Above(_last.GetLeadingTrivia(), comments, _lineEnd)));
            released = [];
            trailing = SyntaxFactory.TriviaList(_lineEnd);
        }

        var target = _section.Take.Target.WithoutTrivia();
        var body = Block(statements, Comments.Above(default, released, _lineEnd), trailing);
        var close = SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(EndingLine(_section.Taking.GetTrailingTrivia()));
        var locking = SyntaxFactory.LockStatement(
            SyntaxFactory.Token(SyntaxKind.LockKeyword).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.OpenParenToken), target, close, body);
        return Replace(locking.WithLeadingTrivia(_section.Taking.GetLeadingTrivia()));
    }

    /// <summary>The block with <c>try { … } finally { x.Release(); }</c> behind the acquisition.</summary>
    public BlockSyntax WithFinally()
    {
        var statements = _last is null ? Statements() : Statements().Add(_last);
        var giving = _section.Giving.WithLeadingTrivia(Comments.WithoutBlankLines(_section.Giving.GetLeadingTrivia()));
        var @finally = SyntaxFactory.FinallyClause(
            SyntaxFactory.Token(SyntaxKind.FinallyKeyword).WithTrailingTrivia(_lineEnd), Block([giving.WithTrailingTrivia(EndingLine(giving.GetTrailingTrivia()))], default, [_lineEnd]));
        var @try = SyntaxFactory.TryStatement(
            SyntaxFactory.Token(SyntaxKind.TryKeyword).WithTrailingTrivia(_lineEnd), Block(statements, default, [_lineEnd]), default, @finally);
        return Replace(_section.Taking.WithTrailingTrivia(EndingLine(_section.Taking.GetTrailingTrivia())), @try);
    }

    private BlockSyntax Replace(params StatementSyntax[] replacement)
    {
        var statements = _section.Block.Statements;
        var first = statements.IndexOf(_section.Taking);
        var behind = statements.Skip(statements.IndexOf(_section.End) + 1).Where(statement => statement != _last);
        return _section.Block.WithStatements(SyntaxFactory.List(
            statements.Take(first).Concat(replacement.Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation))).Concat(behind)));
    }

    private ImmutableArray<StatementSyntax> Statements()
    {
        var held = _section.Held.Select(statement => EarlyReleaseRemover.Remove(statement, _early, _lineEnd)).ToImmutableArray();
        return held.IsEmpty ? held : held.SetItem(0, held[0].WithLeadingTrivia(Comments.WithoutBlankLines(held[0].GetLeadingTrivia())));
    }

    private BlockSyntax Block(ImmutableArray<StatementSyntax> statements, SyntaxTriviaList beforeEnd, SyntaxTriviaList afterEnd) => SyntaxFactory.Block(
        SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(_lineEnd),
        SyntaxFactory.List(statements),
        SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(beforeEnd).WithTrailingTrivia(afterEnd));

    private SyntaxTriviaList EndingLine(SyntaxTriviaList trailing) =>
        trailing.Any(SyntaxKind.EndOfLineTrivia) ? trailing : trailing.Add(_lineEnd);
}
