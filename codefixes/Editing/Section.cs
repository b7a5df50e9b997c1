using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>
/// The statements between taking a lock and giving it back, as siblings in one block: either <c>Enter(); …; Exit();</c> or
/// <c>Enter(); …; try { … } finally { Exit(); }</c>.
/// </summary>
internal sealed class Section
{
    private Section(ExpressionStatementSyntax taking, LockCall take, LockPair pair, StatementSyntax end, ExpressionStatementSyntax giving)
    {
        Block = (BlockSyntax)taking.Parent!; // Found in a block, see Of.
        Taking = taking;
        Take = take;
        Pair = pair;
        End = end;
        Giving = giving;
    }

    /// <summary>The block in which the section lies.</summary>
    public BlockSyntax Block { get; }

    /// <summary>The first statement: takes the lock.</summary>
    public ExpressionStatementSyntax Taking { get; }

    /// <summary>The call in it.</summary>
    public LockCall Take { get; }

    /// <summary>The call's pair.</summary>
    public LockPair Pair { get; }

    /// <summary>The last statement: gives the lock back, or is the try whose finally does.</summary>
    public StatementSyntax End { get; }

    /// <summary>The statement that gives the lock back at the end.</summary>
    public ExpressionStatementSyntax Giving { get; }

    /// <summary>The try that is at the end, if any.</summary>
    public TryStatementSyntax? Try => End as TryStatementSyntax;

    /// <summary>The statements between first and last.</summary>
    public ImmutableArray<StatementSyntax> Between =>
        Block.Statements.Where(statement => statement.SpanStart > Taking.SpanStart && statement.SpanStart < End.SpanStart).ToImmutableArray();

    /// <summary>Everything that runs with the lock held.</summary>
    public ImmutableArray<StatementSyntax> Held => Try is { } last ? Between.AddRange(last.Block.Statements) : Between;

    /// <summary>The statements of the block behind the section.</summary>
    public ImmutableArray<StatementSyntax> Behind => Block.Statements.Where(statement => statement.SpanStart > End.SpanStart).ToImmutableArray();

    /// <summary>The section that begins at a token; null if there is no such release among the siblings of the acquisition.</summary>
    public static Section? At(SyntaxToken taken, SemanticModel model, CancellationToken cancellationToken) => At(taken, call => call.Takes, model, cancellationToken);

    /// <summary>The section that begins at an attempt to take a lock.</summary>
    public static Section? AtAttempt(SyntaxToken taken, SemanticModel model, CancellationToken cancellationToken) => At(taken, call => call.Attempts, model, cancellationToken);

    /// <summary>Whether a node lies between taking the lock and giving it back.</summary>
    public bool Contains(SyntaxNode node) => node.SpanStart > Taking.Span.End && node.Span.End <= End.Span.End;

    private static Section? At(SyntaxToken taken, Func<LockCall, LockPair?> pairOf, SemanticModel model, CancellationToken cancellationToken)
    {
        if (taken.Parent?.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax block } taking
            || LockCall.Of(taking, model, cancellationToken) is not { Lock: not null } take || pairOf(take) is not { } pair)
        {
            return null;
        }

        foreach (var next in block.Statements.Where(statement => statement.SpanStart > taking.SpanStart))
        {
            if ((Gives(next) ?? GivesFinally(next)) is { } giving)
            {
                return new(taking, take, pair, next, giving);
            }
        }

        return null;

        ExpressionStatementSyntax? Gives(StatementSyntax statement) =>
            LockCall.Of(statement, model, cancellationToken) is { } call && call.Gives(pair) && take.Lock.IsSameAs(call.Lock) ? (ExpressionStatementSyntax)statement : null;

        ExpressionStatementSyntax? GivesFinally(StatementSyntax statement) =>
            statement is TryStatementSyntax { Catches.Count: 0, Finally.Block.Statements: { Count: 1 } only } ? Gives(only[0]) : null;
    }
}
