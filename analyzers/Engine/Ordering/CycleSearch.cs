using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>The shortest feasible cycle through one arc.</summary>
/// <remarks>
/// Lengths are tried in turn, each depth first. The distance back to the start, known for every class, prunes whatever cannot arrive in time: where nothing
/// is infeasible the search walks straight to its answer, and it needs no more memory than the cycle. The answer is the one a breadth-first search
/// over paths would give.
/// </remarks>
internal sealed class CycleSearch(OrderComponent component, Feasibility feasibility, CycleLimits limits)
{
    private readonly List<LockEdge> _path = [];
    private readonly List<OrderArc> _arcs = [];
    private readonly HashSet<int> _visited = [];
    private IReadOnlyDictionary<int, int> _distances = new Dictionary<int, int>();
    private int _expansions;
    private int _spent;
    private int _start;
    private int _length;
    private bool _isExhausted;

    /// <summary>Whether the last search gave up at a limit.</summary>
    public bool WasCutShort => _expansions > limits.MaxExpansions || _spent > limits.MaxExpansionsPerComponent;

    /// <summary>The arcs of the cycle found last.</summary>
    public IReadOnlyList<OrderArc> LastArcs => _arcs;

    /// <summary>The cycle through this arc, beginning there; null if there is none within the limits.</summary>
    public IReadOnlyList<LockEdge>? Through(OrderArc arc)
    {
        _distances = component.DistancesTo(arc.From);
        _start = arc.From;
        _expansions = 0;
        _isExhausted = false;
        var longest = Math.Min(limits.MaxLength, component.Size);
        for (_length = 1 + _distances[arc.To]; _length <= longest && !WasCutShort && !_isExhausted; _length++)
        {
            _isExhausted = true;
            _path.Clear();
            _arcs.Clear();
            _visited.Clear();
            if (TryGo(arc))
            {
                return _path.ToArray();
            }
        }

        return null;
    }

    private bool TryGo(OrderArc arc)
    {
        _ = _visited.Add(arc.To);
        _arcs.Add(arc);
        foreach (var edge in arc.Ways)
        {
            _expansions++;
            _spent++;
            if (WasCutShort)
            {
                break;
            }

            if (!Fits(edge))
            {
                continue;
            }

            _path.Add(edge);
            if (arc.To == _start ? feasibility.CanWaitFor(edge, _path[0]) : TryGoOn(arc.To))
            {
                return true;
            }

            _path.RemoveAt(_path.Count - 1);
        }

        _arcs.RemoveAt(_arcs.Count - 1);
        _ = _visited.Remove(arc.To);
        return false;
    }

    private bool TryGoOn(int node)
    {
        foreach (var arc in component.ArcsOf(node))
        {
            // Back at the start too soon was tried at a smaller length.
            var rest = _length - _path.Count - 1;
            var isInTime = arc.To == _start ? rest == 0 : _distances[arc.To] <= rest && !_visited.Contains(arc.To);
            if (isInTime && TryGo(arc))
            {
                return true;
            }

            // Only what was cut for its length can make a longer search find more.
            _isExhausted &= arc.To == _start || isInTime || _visited.Contains(arc.To);
        }

        return false;
    }

    private bool Fits(LockEdge edge) =>
        _path.Count == 0 || (feasibility.CanWaitFor(_path[_path.Count - 1], edge) && _path.TrueForAll(other => feasibility.CanMeet(other, edge)));
}
