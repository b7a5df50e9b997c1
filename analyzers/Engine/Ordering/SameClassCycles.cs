using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Two instances of one class, taken in one order here and in the other there: <c>this._gate</c> then <c>other._gate</c>, and the reverse.</summary>
/// <remarks>One order alone is no finding of this kind, even where its instances could be exchanged by the callers.</remarks>
internal static class SameClassCycles
{
    /// <summary>At most one cycle of two edges for each class, in order of classes.</summary>
    public static IEnumerable<LockCycle> Of(IEnumerable<LockEdge> edges, Feasibility feasibility, CancellationToken cancellationToken)
    {
        var classes = edges.Where(Counts)
            .GroupBy(edge => edge.From.Lock.Class)
            .OrderBy(group => group.Key);
        foreach (var edgesOfClass in classes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FirstPair(edgesOfClass.OrderBy(edge => edge, EdgeOrder.Instance), feasibility) is { } pair)
            {
                yield return LockCycle.Of([pair.One, pair.Other]);
            }
        }
    }

    /// <summary>Whether two edges take two instances of one class in opposite orders, and threads can meet that way.</summary>
    public static bool AreOpposite(LockEdge one, LockEdge other, Feasibility feasibility) =>
        Counts(one) && Counts(other) && LockRoles.Of(one).Text == LockRoles.Of(other).ExchangedText && IsFeasible(one, other, feasibility);

    /// <summary>Without the edges of bodies that choose an order when they run.</summary>
    public static IEnumerable<LockEdge> WithoutOrderedByKey(IReadOnlyCollection<LockEdge> edges)
    {
        var ordering = new HashSet<(string Body, string Roles)>(edges.Select(edge => (edge.BodyId, LockRoles.Of(edge).Text)));
        return edges.Where(edge => !IsOrderedByKey(edge, LockRoles.Of(edge), ordering));
    }

    private static (LockEdge One, LockEdge Other)? FirstPair(IEnumerable<LockEdge> edges, Feasibility feasibility)
    {
        // Of equal roles and shape, one edge is enough. Order by role and shape keeps the identity when lines move.
        var candidates = WithoutOrderedByKey(edges.ToList())
            .Select(edge => (Edge: edge, Roles: LockRoles.Of(edge), Shape: EdgeShape.Of(edge)))
            .GroupBy(item => (item.Roles.Text, item.Shape))
            .OrderBy(group => group.Key.Text, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Shape, StringComparer.Ordinal)
            .Select(group => group.First())
            .ToList();
        var byRoles = candidates.ToLookup(item => item.Roles.Text, item => item.Edge);
        var pairs = candidates.SelectMany(item => byRoles[item.Roles.ExchangedText], (item, other) => (One: item.Edge, Other: other));
        return pairs.Where(pair => IsFeasible(pair.One, pair.Other, feasibility)).Select(pair => ((LockEdge, LockEdge)?)pair).FirstOrDefault();
    }

    /// <summary>Whether an edge is of two instances of one class that can be told apart.</summary>
    public static bool Counts(LockEdge edge) =>
        edge.From.Lock.Class.Equals(edge.To.Class)
        && !edge.From.Lock.Path.Equals(edge.To.Path)
        && !edge.IsOrdered
        && LockRoles.AreKnown(edge)
        && LockInstances.IsContended(edge.From.Lock)
        && LockInstances.IsContended(edge.To);

    // A body that has both orders chooses one when it runs, and what it asks is nearly always a key: `if (a.Id < b.Id)`. Its edges then prove nothing,
    // neither against each other nor against another such body. Statics have no key to go by.
    private static bool IsOrderedByKey(LockEdge edge, LockRoles roles, HashSet<(string Body, string Roles)> all) =>
        !(edge.From.Lock.IsStatic && edge.To.IsStatic) && all.Contains((edge.BodyId, roles.ExchangedText));

    private static bool IsFeasible(LockEdge one, LockEdge other, Feasibility feasibility) =>
        feasibility.CanWaitFor(one, other) && feasibility.CanWaitFor(other, one) && feasibility.CanMeet(one, other);
}
