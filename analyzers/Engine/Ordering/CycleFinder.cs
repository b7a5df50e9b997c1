using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// Finds feasible cycles: not all, of which there may be exponentially many, but for each pair of classes the shortest that no other reported cycle covers.
/// If any exists within the limits, at least one is found.
/// </summary>
internal sealed class CycleFinder
{
    private readonly Feasibility _strict;
    private readonly Feasibility _lenient;
    private readonly CycleLimits _limits;
    private int _cutShort;

    private CycleFinder(ProgramLocks program, CycleLimits limits)
    {
        _strict = new(program, GateStrength.None);
        _lenient = new(program, GateStrength.ClassLevel);
        _limits = limits;
    }

    /// <summary>The cycles among these edges.</summary>
    /// <param name="edges">In any order; the same edge may come several times.</param>
    /// <param name="program">What is known of the program's locks.</param>
    /// <param name="limits">When to stop.</param>
    /// <param name="cancellationToken">Asked before each search.</param>
    public static CycleFindings Find(IReadOnlyCollection<LockEdge> edges, ProgramLocks program, CycleLimits limits, CancellationToken cancellationToken)
    {
        var finder = new CycleFinder(program, limits);
        var cycles = ImmutableArray.CreateBuilder<LockCycle>();
        var lowered = ImmutableArray.CreateBuilder<LockCycle>();
        foreach (var component in Components.Of(LockOrderGraph.Of(edges)))
        {
            var covered = new HashSet<OrderArc>();
            cycles.AddRange(finder.Limit(finder.Cover(component, finder._strict, covered, cancellationToken)));
            if (!finder._strict.HasMetClassLevelGate)
            {
                continue;
            }

            lowered.AddRange(finder.Limit(finder.Cover(component, finder._lenient, covered, cancellationToken)));
        }

        var pairs = SameClassCycles.Of(edges, finder._strict, cancellationToken).ToList();
        cycles.AddRange(pairs);
        var roles = new RoleCycles(edges, new HashSet<LockClass>(pairs.Select(pair => pair.Edges[0].To.Class)));
        foreach (var component in Components.Of(LockOrderGraph.Of(roles.Edges)))
        {
            cycles.AddRange(roles.Whole(finder.Limit(finder.Cover(component, finder._strict, [], cancellationToken))));
        }

        return new(cycles.ToImmutable(), lowered.Select(cycle => cycle with { HasClassLevelGate = true }).ToImmutableArray(), finder._cutShort);
    }

    private List<LockCycle> Cover(OrderComponent component, Feasibility feasibility, HashSet<OrderArc> covered, CancellationToken cancellationToken)
    {
        var search = new CycleSearch(component, feasibility, _limits);
        var found = new List<LockCycle>();
        foreach (var arc in component.Arcs.Where(arc => !covered.Contains(arc)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cycle = search.Through(arc);
            _cutShort += search.WasCutShort ? 1 : 0;
            if (cycle is not null)
            {
                found.Add(LockCycle.Of(cycle));
                covered.UnionWith(search.LastArcs);
            }
        }

        return found;
    }

    private IEnumerable<LockCycle> Limit(List<LockCycle> found)
    {
        var omitted = found.Count - _limits.MaxPerComponent;
        return omitted <= 0
            ? found
            : found.Take(_limits.MaxPerComponent).Select((cycle, i) => i == _limits.MaxPerComponent - 1 ? cycle with { Omitted = omitted } : cycle);
    }
}
