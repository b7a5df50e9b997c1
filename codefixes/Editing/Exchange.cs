using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>
/// Exchanges two acquisitions that stand one right after the other. Nothing may run between the two, and neither lock may be chosen by what the other guards.
/// </summary>
internal static class Exchange
{
    /// <summary>The exchange for a finding that says the second of two locks is taken inside the first; null if it is not surely safe.</summary>
    public static Edit? Of(Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Acquisition.Around(mark.Held, model, cancellationToken) is not { } outer
            || Acquisition.Around(mark.Taken, model, cancellationToken) is not { } inner
            || outer.Lock.EndsLike(inner.Lock) || !outer.Lock.IsStable || !inner.Lock.IsStable)
        {
            return null;
        }

        var replacements = Nested(outer.Statement, inner.Statement) ?? Neighbours(outer.Statement, inner.Statement) ?? Guarded(outer, inner, model, cancellationToken);
        return replacements is { } found && !HasDirective(found) ? new($"Take '{inner.Lock.Name}' before '{outer.Lock.Name}'", found) : null;
    }

    // lock (a) { lock (b) { … } }, using (…) using (…), and mixtures.
    private static ImmutableArray<(SyntaxNode, SyntaxNode)>? Nested(StatementSyntax outer, StatementSyntax inner)
    {
        if (BodyOf(outer) is not { } outerBody || BodyOf(inner) is not { } innerBody
            || (outerBody is BlockSyntax { Statements: { Count: 1 } only } ? only[0] : outerBody) != inner)
        {
            return null;
        }

        var (first, second) = Comments.Trade(outer, inner, Head);
        var newInner = WithBody(second, innerBody);
        var newBody = outerBody is BlockSyntax block ? block.WithStatements(block.Statements.Replace(block.Statements[0], newInner)) : newInner;
        return ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((outer, WithBody(first, newBody)));
    }

    // using var x = …; using var y = …; or calls; one list of statements, with nothing between.
    private static ImmutableArray<(SyntaxNode, SyntaxNode)>? Neighbours(StatementSyntax outer, StatementSyntax inner)
    {
        if (BodyOf(outer) is not null || BodyOf(inner) is not null || !StatementList.AreNeighbours(outer, inner))
        {
            return null;
        }

        var (first, second) = Comments.Trade(outer, inner, statement => statement.GetLastToken());
        return ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((outer, first), (inner, second));
    }

    // a.Wait(); try { b.Wait(); try { … } finally { b.Release(); } } finally { a.Release(); }
    private static ImmutableArray<(SyntaxNode, SyntaxNode)>? Guarded(Acquisition outer, Acquisition inner, SemanticModel model, CancellationToken cancellationToken)
    {
        if (TryAfter(outer) is not { } outerTry || TryAfter(inner) is not { } innerTry
            || outerTry.Block.Statements.Count != 2 || outerTry.Block.Statements[0] != inner.Statement
            || OnlyRelease(outer, outerTry, model, cancellationToken) is not { } outerRelease || OnlyRelease(inner, innerTry, model, cancellationToken) is not { } innerRelease)
        {
            return null;
        }

        var (first, second) = Comments.Trade(outer.Statement, inner.Statement, statement => statement.GetLastToken());
        var (last, lastButOne) = Comments.Trade(outerRelease, innerRelease, statement => statement.GetLastToken());
        return ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((outer.Statement, first), (inner.Statement, second), (outerRelease, last), (innerRelease, lastButOne));
    }

    private static TryStatementSyntax? TryAfter(Acquisition acquisition) =>
        acquisition.Statement is ExpressionStatementSyntax && StatementList.After(acquisition.Statement) is TryStatementSyntax { Catches.Count: 0 } next ? next : null;

    private static StatementSyntax? OnlyRelease(Acquisition acquisition, TryStatementSyntax @try, SemanticModel model, CancellationToken cancellationToken) =>
        @try.Finally?.Block.Statements is { Count: 1 } statements
            && LockCall.Of(acquisition.Statement, model, cancellationToken)?.Takes is { } pair
            && LockCall.Of(statements[0], model, cancellationToken) is { } call && call.Gives(pair) && acquisition.Lock.IsSameAs(call.Lock)
            ? statements[0]
            : null;

    private static StatementSyntax? BodyOf(StatementSyntax statement) => statement switch
    {
        LockStatementSyntax @lock => @lock.Statement,
        UsingStatementSyntax @using => @using.Statement,
        _ => null,
    };

    private static StatementSyntax WithBody(StatementSyntax statement, StatementSyntax body) =>
        statement is LockStatementSyntax @lock ? @lock.WithStatement(body) : ((UsingStatementSyntax)statement).WithStatement(body);

    private static SyntaxToken Head(StatementSyntax statement) =>
        statement is LockStatementSyntax @lock ? @lock.CloseParenToken : ((UsingStatementSyntax)statement).CloseParenToken;

    // Text that moves could end up on the other side of a directive.
    private static bool HasDirective(ImmutableArray<(SyntaxNode Old, SyntaxNode New)> replacements) =>
        replacements.Any(pair => pair.Old.ContainsDirectives);
}
