using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Tests.Engine.Ordering;

/// <summary>Runs the finder as the product does.</summary>
internal static class CycleSearchKit
{
    public static CycleFindings Find(params LockEdge[] edges) => Find(edges, []);

    public static CycleFindings Find(IReadOnlyCollection<LockEdge> edges, HashSet<LockClass> writers, CycleLimits? limits = null) =>
        CycleFinder.Find(edges, new(writers.Contains, (_, _) => false), limits ?? CycleLimits.Default, CancellationToken.None);

    public static string[] Identities(params LockEdge[] edges) => Find(edges).Cycles.Select(cycle => cycle.Identity).ToArray();

    /// <summary>All that can be seen of the findings, for comparing runs.</summary>
    public static string Text(CycleFindings findings) => string.Join("\n", findings.Cycles.Select(Text)) + "\n~\n" + string.Join("\n", findings.Lowered.Select(Text)) + findings.CutShort;

    private static string Text(LockCycle cycle) =>
        $"{cycle.Identity} {cycle.HasClassLevelGate} {cycle.Omitted} {string.Join(", ", cycle.Edges.Select(edge => $"{edge.From.Lock} {edge.To} {edge.Site} {edge.BodyId}"))}";
}
