namespace MmRuntime.Deferred;

/// <summary>Where the items of a workqueue run, and how many at once.</summary>
public enum WorkqueueKind
{
    /// <summary>On any worker, several at a time.</summary>
    Unbound,

    /// <summary>One after the other, in the order in which they were queued.</summary>
    Ordered,

    /// <summary>On the processor that they were queued on, several at a time there; only one of them has it at any moment.</summary>
    Bound,
}
