using System.Diagnostics;

namespace MmRuntime.Lockdep;

/// <summary>"While the first was held, the second was taken", or "is to be" if declared.</summary>
internal sealed class LockEdge(LockNode from, LockNode to)
{
    public LockNode From { get; } = from;

    public LockNode To { get; } = to;

    /// <summary>All ways in which it happened.</summary>
    public EdgeKinds Kinds { get; set; }

    /// <summary>Whether an attribute says so; then it has no places.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>Where the first lock had been acquired, the first time.</summary>
    public SourcePlace HeldAt { get; init; }

    /// <summary>Where the second lock was acquired, the first time.</summary>
    public SourcePlace TakenAt { get; init; }

    /// <summary>The calls that led to the second acquisition, the first time.</summary>
    public StackTrace? Stack { get; init; }

    /// <summary>Who did it first.</summary>
    public string Task { get; init; } = string.Empty;
}
