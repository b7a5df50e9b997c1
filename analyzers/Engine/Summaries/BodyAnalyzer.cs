using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Flow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Runs the lock flow over one body.</summary>
internal static class BodyAnalyzer
{
    /// <summary>The outcome of a body, given what its calls do.</summary>
    public static BodyOutcome Run(BodyContext context, ICallEffects calls, Budgets budgets, CancellationToken cancellationToken)
    {
        var record = new BodyRecord();
        if (context.TakenAtEntry is { } own)
        {
            record.ExclusiveClasses.Add(own.Lock.Class);
            record.Add(new EventAt(context.Graph.OriginalOperation, new(own.Lock, own.Mode, ImmutableArray.Create(own.AcquiredAt)), PathState.Empty.WithHeld(context.HeldAtEntry)));
        }

        if (context.Graph.Blocks.Length > budgets.Blocks)
        {
            return Exceeded(context, record, $"{context.Graph.Blocks.Length} blocks, at most {budgets.Blocks}");
        }

        var transfer = new LockTransfer(context, calls, record, budgets.Disjuncts);
        var maxVisits = context.Graph.Blocks.Length * budgets.BlockVisits;
        if (ForwardAnalysis<PathStates>.Run(context.Graph, transfer, maxVisits, cancellationToken) is not { } exits)
        {
            return Exceeded(context, record, $"{budgets.BlockVisits} visits of a block");
        }

        var paths = ImmutableArray.CreateBuilder<PathExit>();
        foreach (var exit in exits)
        {
            // Where a branch on a condition leaves, the block's value is the condition and not what is returned.
            var value = exit.Block.ConditionKind == ControlFlowConditionKind.None ? exit.Block.BranchValue : null;
            var site = new Site(ExitPlace.Of(exit.Block, context.Graph.OriginalOperation.Syntax), context.Member);
            paths.AddRange(exit.State.Paths.Select(WithoutScopes).Select(path => new PathExit(site, path, exit.IsThrow, Returned(context, path, value), value)));
        }

        return new(context, record, paths.ToImmutable(), null);
    }

    // Leaving the body leaves every lock statement.
    private static PathState WithoutScopes(PathState path) =>
        path.Held.Any(entry => entry.Scope is not null) ? path.WithHeld(path.Held.RemoveAll(entry => entry.Scope is not null)) : path;

    private static BodyOutcome Exceeded(BodyContext context, BodyRecord record, string budget) =>
        new(context, record, ImmutableArray<PathExit>.Empty, budget);

    private static ReturnedValue Returned(BodyContext context, PathState path, IOperation? value)
    {
        if (value is null)
        {
            return ReturnedValue.Other;
        }

        switch (LockResolver.Peel(value).ConstantValue)
        {
            case { HasValue: true, Value: bool constant }:
                return constant ? ReturnedValue.True : ReturnedValue.False;
            case { HasValue: true, Value: null }:
                return ReturnedValue.Null;
        }

        var (key, isNegated) = context.Conditions.KeyOf(value, path);
        return key is not null && path[key] is { } known ? known ^ isNegated ? ReturnedValue.True : ReturnedValue.False : ReturnedValue.Other;
    }
}
