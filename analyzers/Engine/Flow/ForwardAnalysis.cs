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
    private readonly Dictionary<int, List<ControlFlowRegion>>? _triesByFirstBlock;
    private int _visitsLeft;

    private ForwardAnalysis(ControlFlowGraph graph, FlowProblem<TState> problem, int maxVisits, CancellationToken cancellationToken)
    {
        _graph = graph;
        _problem = problem;
        _cancellationToken = cancellationToken;
        _visitsLeft = maxVisits;
        _triesByFirstBlock = CaughtTriesOf(graph.Root);
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
        var run = new Round(scope);
        run.InStates[first] = entry;
        run.Pending.Add(first);
        while (run.Pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (--_visitsLeft < 0)
            {
                return null;
            }

            var ordinal = run.Pending.Min;
            run.Pending.Remove(ordinal);
            Visit(_graph.Blocks[ordinal], run);
        }

        foreach (var exit in run.Exits)
        {
            Exits.Add(new(exit.Value.Block, exit.Value.State, exit.Key.IsThrow));
        }

        return run.FinallyEnd;
    }

    private void Visit(BasicBlock block, Round run)
    {
        var state = run.InStates[block.Ordinal];
        if (_triesByFirstBlock is not null && _triesByFirstBlock.TryGetValue(block.Ordinal, out var tries))
        {
            foreach (var tryRegion in tries)
            {
                SeedHandlers(tryRegion, _problem.AtHandler(state, tryRegion), run);
            }
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
            Follow(block, branch, onEdge, run);
        }
    }

    private void Follow(BasicBlock block, ControlFlowBranch branch, TState onEdge, Round run)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Throw when IsImplicit(block.BranchValue):
                return;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                if (Unwind(block.EnclosingRegion, onEdge, run) is { } unwound)
                {
                    Record(block, unwound, isThrow: true, run);
                }

                return;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                run.FinallyEnd = run.FinallyEnd is null ? onEdge : _problem.Join(run.FinallyEnd, onEdge);
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
            Record(block, arriving, isThrow: false, run);
        }
        else
        {
            Arrive(destination.Ordinal, arriving, destination.Ordinal <= block.Ordinal, run);
        }
    }

    private void Record(BasicBlock block, TState state, bool isThrow, Round run)
    {
        var key = (block.Ordinal, isThrow);
        run.Exits[key] = (block, run.Exits.TryGetValue(key, out var known) ? _problem.Join(known.State, state) : state);
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

    private void Arrive(int ordinal, TState state, bool isBackEdge, Round run)
    {
        if (!run.InStates.TryGetValue(ordinal, out var old))
        {
            run.InStates[ordinal] = state;
            run.Pending.Add(ordinal);
            return;
        }

        var joined = isBackEdge ? _problem.JoinAtLoopHead(old, state) : _problem.Join(old, state);
        if (!joined.Equals(old))
        {
            run.InStates[ordinal] = joined;
            run.Pending.Add(ordinal);
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
    private TState? Unwind(ControlFlowRegion from, TState state, Round run)
    {
        TState? current = state;
        for (ControlFlowRegion? region = from; region is not null && region != run.Scope && current is not null; region = region.EnclosingRegion)
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
                SeedHandlers(region, current, run);
                return null;
            }
        }

        // A throw out of a finally ends that path: what its outer regions do with it is not followed.
        return run.Scope.Kind == ControlFlowRegionKind.Root ? current : null;
    }

    private void SeedHandlers(ControlFlowRegion tryRegion, TState state, Round run)
    {
        foreach (var handler in tryRegion.EnclosingRegion!.NestedRegions)
        {
            if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
            {
                Arrive(handler.FirstBlockOrdinal, state, isBackEdge: false, run);
            }
        }
    }

    // The tries that have handlers; most bodies have none, and then nothing is made.
    private static Dictionary<int, List<ControlFlowRegion>>? CaughtTriesOf(ControlFlowRegion region, Dictionary<int, List<ControlFlowRegion>>? found = null)
    {
        if (region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion?.Kind == ControlFlowRegionKind.TryAndCatch)
        {
            found ??= [];
            if (!found.TryGetValue(region.FirstBlockOrdinal, out var there))
            {
                found[region.FirstBlockOrdinal] = there = [];
            }

            there.Add(region);
        }

        foreach (var nested in region.NestedRegions)
        {
            found = CaughtTriesOf(nested, found);
        }

        return found;
    }

    /// <summary>The work list of one region.</summary>
    private sealed class Round(ControlFlowRegion scope)
    {
        public ControlFlowRegion Scope { get; } = scope;

        public Dictionary<int, TState> InStates { get; } = [];

        public SortedSet<int> Pending { get; } = [];

        public SortedDictionary<(int Block, bool IsThrow), (BasicBlock Block, TState State)> Exits { get; } = [];

        public TState? FinallyEnd { get; set; }
    }
}
