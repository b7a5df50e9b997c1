using System.Collections.Immutable;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>"Some lock of class To is taken while one of class From is held", and the ways in which that happens.</summary>
internal sealed class OrderArc(int from, int to, ImmutableArray<LockEdge> ways)
{
    /// <summary>Index of the class held.</summary>
    public int From { get; } = from;

    /// <summary>Index of the class taken.</summary>
    public int To { get; } = to;

    /// <summary>One edge for each <see cref="EdgeShape"/>, in order of shapes.</summary>
    public ImmutableArray<LockEdge> Ways { get; } = ways;
}
