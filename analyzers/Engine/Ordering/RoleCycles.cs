using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// Three and more instances of one class, taken in turn: <c>_a</c> then <c>_b</c>, <c>_b</c> then <c>_c</c>, <c>_c</c> then <c>_a</c>, all of them locks inside
/// objects of one wrapper class. Each role (see <see cref="LockRoles"/>) stands as a class of its own, and the search for cycles of classes does the rest.
/// </summary>
/// <remarks>Only roles that name one instance to all threads take part: those of the receiver's fields and of statics. Only exclusive holds: who writes is known by class.</remarks>
internal sealed class RoleCycles
{
    private readonly Dictionary<LockEdge, LockEdge> _whole = new(ReferenceComparer<LockEdge>.Instance);

    /// <summary>The edges with roles in place of classes.</summary>
    /// <param name="edges">All edges.</param>
    /// <param name="done">Classes of which an opposite pair is reported: a longer way round says nothing new.</param>
    public RoleCycles(IEnumerable<LockEdge> edges, ISet<LockClass> done)
    {
        var ofOneClass = edges.Where(edge => SameClassCycles.Counts(edge) && !done.Contains(edge.To.Class)).ToList();
        foreach (var edge in SameClassCycles.WithoutOrderedByKey(ofOneClass).Where(edge => IsExclusive(edge) && NamesOne(edge.From.Lock) && NamesOne(edge.To)))
        {
            _whole.Add(Split(edge), edge);
        }
    }

    /// <summary>What is searched.</summary>
    public IReadOnlyCollection<LockEdge> Edges => _whole.Keys;

    /// <summary>The cycles that were found there, of the edges themselves. Of two locks, the other search has judged.</summary>
    public IEnumerable<LockCycle> Whole(IEnumerable<LockCycle> found) => found
        .Where(cycle => cycle.Edges.Length > 2)
        .Select(cycle => LockCycle.Of([.. cycle.Edges.Select(edge => _whole[edge])]) with { Omitted = cycle.Omitted });

    private static bool IsExclusive(LockEdge edge) => edge.From.Mode == LockMode.Exclusive && edge.ToMode == LockMode.Exclusive;

    private static bool NamesOne(LockRef held) => held.Path.Root is PathRoot.This or PathRoot.Static;

    // Gates of the class as well, so that a gate here and a lock of the cycle there are compared as what they are.
    private static LockEdge Split(LockEdge edge) => edge with
    {
        From = edge.From with { Lock = As(edge, edge.From.Lock) },
        To = As(edge, edge.To),
        Gates = edge.Gates.Select(gate => gate.Lock.Class.Equals(edge.To.Class) && NamesOne(gate.Lock) ? gate with { Lock = As(edge, gate.Lock) } : gate).ToImmutableArray(),
    };

    private static LockRef As(LockEdge edge, LockRef held) => held with { Class = held.Class with { Id = held.Class.Id + "@" + LockRoles.OfOne(edge, held.Path) } };
}
