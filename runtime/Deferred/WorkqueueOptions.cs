namespace MmRuntime.Deferred;

/// <summary>How a workqueue works.</summary>
public sealed record WorkqueueOptions
{
    /// <summary>Where its items run.</summary>
    public WorkqueueKind Kind { get; init; } = WorkqueueKind.Unbound;

    /// <summary>How many of its items may be under way at once, for a bound queue on each processor. Always 1 if ordered.</summary>
    public int MaxActive { get; init; } = 16;

    /// <summary>Whether freeing memory relies on it: it has a worker of its own from the start, for when no other can be had.</summary>
    public bool IsReclaimSafe { get; init; }

    /// <summary>Whether all of the machine uses it: nobody knows what a flush of it waits for.</summary>
    internal bool IsShared { get; init; }
}
