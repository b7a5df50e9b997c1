using System.Collections.Immutable;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>"Some lock of class To is taken while one of class From is held", and the ways in which that happens.</summary>
internal sealed class OrderArc(int from, int to, IReadOnlyList<LockEdge> edges)
{
    private ImmutableArray<LockEdge> _ways;

    /// <summary>Index of the class held.</summary>
    public int From { get; } = from;

    /// <summary>Index of the class taken.</summary>
    public int To { get; } = to;

    /// <summary>One edge for each <see cref="EdgeShape"/>, in order of shapes. Most arcs lie on no circle, and nobody asks for theirs.</summary>
    public ImmutableArray<LockEdge> Ways => _ways.IsDefault ? _ways = Distinct() : _ways;

    private ImmutableArray<LockEdge> Distinct() =>
        edges.GroupBy(EdgeShape.Of, StringComparer.Ordinal)
            .OrderBy(shape => shape.Key, StringComparer.Ordinal)
            .Select(shape => shape.Aggregate((best, next) => EdgeOrder.Instance.Compare(next, best) < 0 ? next : best))
            .ToImmutableArray();
}
