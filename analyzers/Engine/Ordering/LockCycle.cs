using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>A possible deadlock: as many threads as edges, each holding one lock and waiting for the one that the next thread holds.</summary>
internal sealed record LockCycle
{
    /// <summary>One edge a thread; each takes the class that the next one holds. Rotated so that the identity is minimal.</summary>
    public required ImmutableArray<LockEdge> Edges { get; init; }

    /// <summary>What it is known by from build to build, see <see cref="CycleIdentity"/>.</summary>
    public required string Identity { get; init; }

    /// <summary>Whether two of the threads hold a lock of one class that may, but need not, be one instance and then keeps them apart.</summary>
    public bool HasClassLevelGate { get; init; }

    /// <summary>How many further cycles among the same locks are not listed; only on the last that is.</summary>
    public int Omitted { get; init; }

    /// <summary>The cycle of these edges, whichever of them comes first.</summary>
    public static LockCycle Of(IReadOnlyList<LockEdge> edges)
    {
        var start = CycleIdentity.FirstOf(edges);
        return new()
        {
            Edges = Rotate(edges, start),
            Identity = CycleIdentity.Of(edges, start),
        };
    }

    /// <summary>
    /// The edge to report at: the first that lies in hand-written code of this compilation. Null if there is none; then nobody could act on a report.
    /// </summary>
    public LockEdge? PrimaryIn(Compilation compilation) =>
        Edges.FirstOrDefault(edge => !edge.IsGenerated && ReportableLocation.IsIn(compilation, edge.Site.Location));

    /// <summary>The edges in order, beginning with this one.</summary>
    public ImmutableArray<LockEdge> StartingAt(LockEdge first) => Rotate(Edges, Edges.IndexOf(first));

    private static ImmutableArray<LockEdge> Rotate(IReadOnlyList<LockEdge> edges, int start) =>
        edges.Skip(start).Concat(edges.Take(start)).ToImmutableArray();
}
