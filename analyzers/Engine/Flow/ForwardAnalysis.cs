using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Flow;

/// <summary>
/// Worklist over one control-flow graph. Roslyn keeps <c>finally</c> blocks out of line and draws no exception edges, so the former are run on
/// the edges that leave them, and handlers start from the state of their <c>try</c>'s entry and of the explicit throws in it.
/// </summary>
internal sealed class ForwardAnalysis<TState>
    where TState : class, IEquatable<TState>
{
    private readonly ControlFlowGraph _graph;
    private readonly FlowProblem<TState> _problem;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<(int Region, TState State), TState?> _finallyMemo = [];
    private readonly ILookup<int, ControlFlowRegion> _triesByFirstBlock;
    private int _visitsLeft;

    private ForwardAnalysis(ControlFlowGraph graph, FlowProblem<TState> problem, int maxVisits, CancellationToken cancellationToken)
    {
        _graph = graph;
        _problem = problem;
        _cancellationToken = cancellationToken;
        _visitsLeft = maxVisits;
        _triesByFirstBlock = RegionsOf(graph.Root)
            .Where(region => region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion?.Kind == ControlFlowRegionKind.TryAndCatch)
            .ToLookup(region => region.FirstBlockOrdinal);
    }

    private List<FlowExit<TState>> Exits { get; } = [];

    /// <summary>All exits with their states; null if the visits did not suffice.</summary>
    /// <param name="graph">The body.</param>
    /// <param name="problem">What is analysed.</param>
    /// <param name="maxVisits">Cap on block visits.</param>
    /// <param name="cancellationToken">Honoured at each block.</param>
    public static IReadOnlyList<FlowExit<TState>>? Run(ControlFlowGraph graph, FlowProblem<TState> problem, int maxVisits, CancellationToken cancellationToken)
    {
        var analysis = new ForwardAnalysis<TState>(graph, problem, maxVisits, cancellationToken);
        analysis.RunBlocks(graph.Blocks[0].Ordinal, problem.Entry, graph.Root);
        return analysis._visitsLeft < 0 ? null : analysis.Exits;
    }

    /// <summary>Runs from one block within <paramref name="scope"/>; yields the state at the end of a finally, null if that is never reached.</summary>
    private TState? RunBlocks(int first, TState entry, ControlFlowRegion scope)
    {
        var inStates = new Dictionary<int, TState> { [first] = entry };
        var exits = new SortedDictionary<(int Block, int Kind), (BasicBlock Block, TState State)>();
        var pending = new SortedSet<int> { first };
        TState? finallyEnd = null;
        while (pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (--_visitsLeft < 0)
            {
                return null;
            }

            var ordinal = pending.Min;
            pending.Remove(ordinal);
            var block = _graph.Blocks[ordinal];
            var state = inStates[ordinal];
            foreach (var tryRegion in _triesByFirstBlock[ordinal])
            {
                SeedHandlers(tryRegion, _problem.AtHandler(state, tryRegion), inStates, pending);
            }

            foreach (var operation in block.Operations)
            {
                state = _problem.After(state, operation);
            }

            if (block.BranchValue is { } value)
            {
                state = _problem.After(state, value);
            }

            foreach (var (branch, onEdge) in Edges(block, state))
            {
                Follow(block, branch, onEdge);
            }
        }

        foreach (var exit in exits)
        {
            Exits.Add(new(exit.Value.Block, exit.Value.State, exit.Key.Kind == 1));
        }

        return finallyEnd;

        void Follow(BasicBlock block, ControlFlowBranch branch, TState onEdge)
        {
            switch (branch.Semantics)
            {
                case ControlFlowBranchSemantics.Throw when IsImplicit(block.BranchValue):
                    return;
                case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                    if (Unwind(block.EnclosingRegion, onEdge, scope, inStates, pending) is { } unwound)
                    {
                        Record(block, unwound, kind: 1);
                    }

                    return;
                case ControlFlowBranchSemantics.StructuredExceptionHandling:
                    finallyEnd = finallyEnd is null ? onEdge : _problem.Join(finallyEnd, onEdge);
                    return;
            }

            TState? arriving = onEdge;
            foreach (var region in branch.FinallyRegions)
            {
                arriving = arriving is null ? null : RunFinally(region, arriving);
            }

            if (arriving is null || branch.Destination is not { } destination)
            {
                return;
            }

            if (destination.Kind == BasicBlockKind.Exit)
            {
                Record(block, arriving, kind: 0);
            }
            else
            {
                Arrive(destination.Ordinal, arriving, destination.Ordinal <= block.Ordinal, inStates, pending);
            }
        }

        void Record(BasicBlock block, TState state, int kind) =>
            exits[(block.Ordinal, kind)] = (block, exits.TryGetValue((block.Ordinal, kind), out var old) ? _problem.Join(old.State, state) : state);
    }

    // The compiler's own throw where no arm of a switch expression fits: no more a way out than any call that may throw.
    private static bool IsImplicit(IOperation? thrown)
    {
        while (thrown is IConversionOperation conversion)
        {
            thrown = conversion.Operand;
        }

        return thrown is { IsImplicit: true };
    }

    private IEnumerable<(ControlFlowBranch Branch, TState State)> Edges(BasicBlock block, TState state)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            if (block.FallThroughSuccessor is { } only)
            {
                yield return (only, state);
            }

            yield break;
        }

        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor is { } jump && _problem.Assume(state, condition, jumpsWhen) is { } onJump)
        {
            yield return (jump, onJump);
        }

        if (block.FallThroughSuccessor is { } fall && _problem.Assume(state, condition, !jumpsWhen) is { } onFall)
        {
            yield return (fall, onFall);
        }
    }

    private void Arrive(int ordinal, TState state, bool isBackEdge, Dictionary<int, TState> inStates, SortedSet<int> pending)
    {
        if (!inStates.TryGetValue(ordinal, out var old))
        {
            inStates[ordinal] = state;
            pending.Add(ordinal);
            return;
        }

        var joined = isBackEdge ? _problem.JoinAtLoopHead(old, state) : _problem.Join(old, state);
        if (!joined.Equals(old))
        {
            inStates[ordinal] = joined;
            pending.Add(ordinal);
        }
    }

    private TState? RunFinally(ControlFlowRegion region, TState state)
    {
        var key = (region.FirstBlockOrdinal, state);
        if (!_finallyMemo.TryGetValue(key, out var end))
        {
            end = RunBlocks(region.FirstBlockOrdinal, state, region);
            _finallyMemo[key] = end;
        }

        return end;
    }

    /// <summary>Carries a thrown state outwards: through finally blocks to the first handlers, or out of the body (non-null result).</summary>
    private TState? Unwind(ControlFlowRegion from, TState state, ControlFlowRegion scope, Dictionary<int, TState> inStates, SortedSet<int> pending)
    {
        TState? current = state;
        for (ControlFlowRegion? region = from; region is not null && region != scope && current is not null; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } outer)
            {
                continue;
            }

            if (outer.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                current = RunFinally(outer.NestedRegions[1], current);
            }
            else if (outer.Kind == ControlFlowRegionKind.TryAndCatch)
            {
                // Which handler fits is not decided: a thrown state that may be caught is no exit.
                SeedHandlers(region, current, inStates, pending);
                return null;
            }
        }

        // A throw out of a finally ends that path: what its outer regions do with it is not followed.
        return scope.Kind == ControlFlowRegionKind.Root ? current : null;
    }

    private void SeedHandlers(ControlFlowRegion tryRegion, TState state, Dictionary<int, TState> inStates, SortedSet<int> pending)
    {
        foreach (var handler in tryRegion.EnclosingRegion!.NestedRegions)
        {
            if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
            {
                Arrive(handler.FirstBlockOrdinal, state, isBackEdge: false, inStates, pending);
            }
        }
    }

    private static ImmutableArray<ControlFlowRegion> RegionsOf(ControlFlowRegion root)
    {
        var all = ImmutableArray.CreateBuilder<ControlFlowRegion>();
        var open = new Stack<ControlFlowRegion>();
        open.Push(root);
        while (open.Count > 0)
        {
            var region = open.Pop();
            all.Add(region);
            foreach (var nested in region.NestedRegions)
            {
                open.Push(nested);
            }
        }

        return all.ToImmutable();
    }
}
