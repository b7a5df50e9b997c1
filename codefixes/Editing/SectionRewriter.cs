using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Makes a section release its lock however it is left.</summary>
internal sealed class SectionRewriter
{
    private readonly Section _section;
    private readonly ImmutableArray<ExpressionStatementSyntax> _early;
    private readonly StatementSyntax? _last;
    private readonly SyntaxTrivia _lineEnd;
    private readonly SyntaxTrivia _outer;
    private readonly SyntaxTrivia _inner;
    private readonly string _unit;

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
        _unit = Indentation.UnitOf(section.Block);
        var outer = Indentation.Of(section.Taking.GetFirstToken());
        _outer = SyntaxFactory.Whitespace(outer);
        _inner = SyntaxFactory.Whitespace(outer + _unit);
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
            statements = statements.Add(Shift(_last.WithLeadingTrivia(Comments.Above(_last.GetLeadingTrivia(), comments, _lineEnd))));
            released = [];
            trailing = SyntaxFactory.TriviaList(_lineEnd);
        }

        var target = _section.Take.Target.WithoutTrivia();
        var body = Block(statements, released.SelectMany(comment => new[] { _inner, comment, _lineEnd }), trailing);
        var close = SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(EndingLine(_section.Taking.GetTrailingTrivia()));
        var locking = SyntaxFactory.LockStatement(
            SyntaxFactory.Token(SyntaxKind.LockKeyword).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.OpenParenToken), target, close, body);
        return Replace(locking.WithLeadingTrivia(_section.Taking.GetLeadingTrivia()));
    }

    /// <summary>The block with <c>try { … } finally { x.Release(); }</c> behind the acquisition.</summary>
    public BlockSyntax WithFinally()
    {
        var statements = _last is null ? Statements() : Statements().Add(Shift(_last));
        var giving = _section.Giving.WithLeadingTrivia(Comments.WithoutBlankLines(_section.Giving.GetLeadingTrivia()));
        giving = giving.WithTrailingTrivia(EndingLine(giving.GetTrailingTrivia()));
        var release = _section.Try is null ? Shift(giving) : giving;
        var @finally = SyntaxFactory.FinallyClause(
            SyntaxFactory.Token(SyntaxKind.FinallyKeyword).WithLeadingTrivia(_outer).WithTrailingTrivia(_lineEnd), Block([release], [], [_lineEnd]));
        var @try = SyntaxFactory.TryStatement(
            SyntaxFactory.Token(SyntaxKind.TryKeyword).WithLeadingTrivia(_outer).WithTrailingTrivia(_lineEnd), Block(statements, [], [_lineEnd]), default, @finally);
        return Replace(_section.Taking.WithTrailingTrivia(EndingLine(_section.Taking.GetTrailingTrivia())), @try);
    }

    /// <summary>The block with <c>if (condition) { … x.Release(); }</c> for the section, or behind its first statement if that is kept.</summary>
    public BlockSyntax WithIf(ExpressionSyntax condition, bool keepsTaking)
    {
        var held = _section.Between.Add(_section.End).Select(Shift).ToImmutableArray();
        held = held.SetItem(0, held[0].WithLeadingTrivia(Comments.WithoutBlankLines(held[0].GetLeadingTrivia())));
        var lineEnd = SyntaxFactory.TriviaList(_lineEnd);
        var close = SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(keepsTaking ? lineEnd : EndingLine(_section.Taking.GetTrailingTrivia()));
        var test = SyntaxFactory.IfStatement(
            SyntaxFactory.Token(SyntaxKind.IfKeyword).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.OpenParenToken), condition.WithoutTrivia(), close,
            Block(held, [], lineEnd), null);
        return keepsTaking
            ? Replace(_section.Taking.WithTrailingTrivia(EndingLine(_section.Taking.GetTrailingTrivia())), test.WithLeadingTrivia(_outer))
            : Replace(test.WithLeadingTrivia(_section.Taking.GetLeadingTrivia()));
    }

    private BlockSyntax Replace(params StatementSyntax[] replacement)
    {
        var statements = _section.Block.Statements;
        var first = statements.IndexOf(_section.Taking);
        var behind = statements.Skip(statements.IndexOf(_section.End) + 1).Where(statement => statement != _last);
        return _section.Block.WithStatements(SyntaxFactory.List(
            statements.Take(first).Concat(replacement.Select(statement => statement.WithAdditionalAnnotations(Edit.Layout))).Concat(behind)));
    }

    private ImmutableArray<StatementSyntax> Statements()
    {
        // What was in a try is deep enough already.
        var held = _section.Held
            .Select(statement => (IsDeep: statement.Parent != _section.Block, Statement: EarlyReleaseRemover.Remove(statement, _early, _lineEnd)))
            .Select(item => item.IsDeep ? item.Statement : Shift(item.Statement)).ToImmutableArray();
        return held.IsEmpty ? held : held.SetItem(0, held[0].WithLeadingTrivia(Comments.WithoutBlankLines(held[0].GetLeadingTrivia())));
    }

    private BlockSyntax Block(ImmutableArray<StatementSyntax> statements, IEnumerable<SyntaxTrivia> beforeEnd, SyntaxTriviaList afterEnd) => SyntaxFactory.Block(
        SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(_outer).WithTrailingTrivia(_lineEnd),
        SyntaxFactory.List(statements),
        SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(beforeEnd.Append(_outer)).WithTrailingTrivia(afterEnd));

    private StatementSyntax Shift(StatementSyntax statement) => Indentation.Shift(statement, _unit);

    private SyntaxTriviaList EndingLine(SyntaxTriviaList trailing) =>
        trailing.Any(SyntaxKind.EndOfLineTrivia) ? trailing : trailing.Add(_lineEnd);
}
