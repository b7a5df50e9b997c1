using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Lock classes in order of id, and what is taken while each is held. Equal edges in any order, any number of times, give an equal graph.</summary>
internal sealed class LockOrderGraph
{
    private readonly ImmutableArray<OrderArc>[] _arcs;

    private LockOrderGraph(ImmutableArray<LockClass> classes, ImmutableArray<OrderArc>[] arcs)
    {
        Classes = classes;
        _arcs = arcs;
    }

    /// <summary>The nodes; an index into them is a node's name.</summary>
    public ImmutableArray<LockClass> Classes { get; }

    /// <summary>The arcs out of a node, in order of their targets.</summary>
    public ImmutableArray<OrderArc> ArcsOf(int node) => _arcs[node];

    /// <summary>The graph of the edges between different classes whose locks other threads may want.</summary>
    public static LockOrderGraph Of(IEnumerable<LockEdge> edges)
    {
        var groups = edges.Where(Counts)
            .GroupBy(edge => (From: edge.From.Lock.Class.Id, To: edge.To.Class.Id))
            .OrderBy(group => group.Key.From, StringComparer.Ordinal)
            .ThenBy(group => group.Key.To, StringComparer.Ordinal)
            .Select(group => group.ToList())
            .ToList();
        var classes = groups.SelectMany(group => new[] { group[0].From.Lock.Class, group[0].To.Class })
            .Distinct()
            .OrderBy(lockClass => lockClass)
            .ToImmutableArray();
        var indices = Enumerable.Range(0, classes.Length).ToDictionary(i => classes[i]);
        var arcs = groups.ToLookup(
            group => indices[group[0].From.Lock.Class],
            group => new OrderArc(indices[group[0].From.Lock.Class], indices[group[0].To.Class], group));
        return new(classes, Enumerable.Range(0, classes.Length).Select(i => arcs[i].ToImmutableArray()).ToArray());
    }

    private static bool Counts(LockEdge edge) =>
        !edge.From.Lock.Class.Equals(edge.To.Class) && LockInstances.IsContended(edge.From.Lock) && LockInstances.IsContended(edge.To);
}
