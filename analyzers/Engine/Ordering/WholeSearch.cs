using System.Collections.Immutable;
using MmAnalyzers.Engine.Options;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>What a search among many edges ended with, before anybody asked what of it is accepted.</summary>
/// <param name="Cycles">The cycles whose every edge was looked at closely.</param>
/// <param name="Edges">The edges that were left.</param>
/// <param name="CutShort">Searches that met a limit.</param>
internal sealed record WholeSearch(ImmutableArray<LockCycle> Cycles, IReadOnlyCollection<LockEdge> Edges, int CutShort)
{
    // A baseline writes no larger number.
    private const int MostWays = 999_999;

    /// <summary>The cycles that a baseline does not accept: those it does not name, and those that come about in more ways than it says.</summary>
    public ImmutableArray<LockCycle> Without(IReadOnlyCollection<BaselineEntry> baseline)
    {
        if (baseline.Count == 0)
        {
            return Cycles;
        }

        var accepted = baseline.GroupBy(entry => entry.Identity, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(entry => entry.Count), StringComparer.Ordinal);
        return Cycles.RemoveAll(cycle => accepted.TryGetValue(cycle.Identity, out var count) && WaysOf(cycle) <= count);
    }

    /// <summary>The entries that name no cycle that was found.</summary>
    public IEnumerable<BaselineEntry> Unmatched(IEnumerable<BaselineEntry> baseline)
    {
        var found = new HashSet<string>(Cycles.Select(cycle => cycle.Identity), StringComparer.Ordinal);
        return baseline.Where(entry => !found.Contains(entry.Identity));
    }

    /// <summary>In how many ways a cycle can come about: for each thread the members that hold its lock and take the next, multiplied.</summary>
    public int WaysOf(LockCycle cycle)
    {
        long ways = 1;
        foreach (var step in cycle.Edges)
        {
            var members = Edges.Where(edge => IsSameStep(edge, step)).Select(edge => edge.BodyId).Distinct(StringComparer.Ordinal).Count();
            ways = Math.Min(MostWays, ways * Math.Max(1, members));
        }

        return (int)ways;
    }

    private static bool IsSameStep(LockEdge left, LockEdge right) =>
        left.ToMode == right.ToMode && left.From.Mode == right.From.Mode && left.To.Class.Equals(right.To.Class) && left.From.Lock.Class.Equals(right.From.Lock.Class);
}
