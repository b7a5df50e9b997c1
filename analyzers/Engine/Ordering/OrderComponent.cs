using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Classes of which each can be reached from each: every cycle lies in one component.</summary>
internal sealed class OrderComponent
{
    private readonly Dictionary<int, ImmutableArray<OrderArc>> _arcs;
    private readonly ILookup<int, int> _sources;
    private Dictionary<int, int> _distances = [];
    private int _target = -1;

    public OrderComponent(LockOrderGraph graph, IEnumerable<int> nodes)
    {
        var members = new HashSet<int>(nodes);
        _arcs = members.ToDictionary(node => node, node => graph.ArcsOf(node).Where(arc => members.Contains(arc.To)).ToImmutableArray());
        Arcs = _arcs.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value).ToImmutableArray();
        _sources = Arcs.ToLookup(arc => arc.To, arc => arc.From);
    }

    /// <summary>The arcs inside, in order of their ends.</summary>
    public ImmutableArray<OrderArc> Arcs { get; }

    /// <summary>How many classes it has.</summary>
    public int Size => _arcs.Count;

    /// <summary>The arcs out of a node that stay inside, in order of their targets.</summary>
    public ImmutableArray<OrderArc> ArcsOf(int node) => _arcs[node];

    /// <summary>For each node, the arcs on its shortest way to this one, feasible or not.</summary>
    public IReadOnlyDictionary<int, int> DistancesTo(int target)
    {
        // Arcs come sorted by source, so consecutive searches have one target.
        if (_target == target)
        {
            return _distances;
        }

        var distances = new Dictionary<int, int> { [target] = 0 };
        var queue = new Queue<int>();
        queue.Enqueue(target);
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            foreach (var source in _sources[node].Where(source => !distances.ContainsKey(source)))
            {
                distances[source] = distances[node] + 1;
                queue.Enqueue(source);
            }
        }

        (_target, _distances) = (target, distances);
        return distances;
    }
}
