namespace MmRuntime.Cpus;

/// <summary>What a processor counts of the memory management that goes on on it.</summary>
/// <remarks>Source of the names: <c>enum vm_event_item</c> (<c>include/linux/vm_event_item.h</c>, v6.19), <c>/proc/vmstat</c>; those of the gather are ours.</remarks>
public enum VmEvent
{
    /// <summary>Faults that did not get it, <c>vma_lock_abort</c>.</summary>
    VmaLockAbort,

    /// <summary>Look-ups that found a VMA on its way out, and looked again, <c>vma_lock_miss</c>.</summary>
    VmaLockMiss,

    /// <summary>Flushes that went to other processors, <c>nr_tlb_remote_flush</c>.</summary>
    TlbRemoteFlush,

    /// <summary>Flushes that came from others, <c>nr_tlb_remote_flush_received</c>: one for each target.</summary>
    TlbRemoteFlushReceived,

    /// <summary>Flushes of all translations on the processor itself, <c>nr_tlb_local_flush_all</c>.</summary>
    TlbLocalFlushAll,

    /// <summary>Single translations flushed on the processor itself, <c>nr_tlb_local_flush_one</c>.</summary>
    TlbLocalFlushOne,

    /// <summary>Gathers that flushed because they were full.</summary>
    GatherFlushFull,

    /// <summary>Gathers that flushed because a VMA ended.</summary>
    GatherFlushVma,

    /// <summary>Gathers that flushed because pages of another size came.</summary>
    GatherFlushPageSize,

    /// <summary>Gathers that flushed under a ptl, because somebody could still store through an entry that is gone.</summary>
    GatherFlushForced,

    /// <summary>Gathers that flushed at their end.</summary>
    GatherFlushFinish,

    /// <summary>Gathers that flushed everything at their end, because another one was at work.</summary>
    GatherFlushNested,

    /// <summary>Tables freed through RCU.</summary>
    TablesFreed,
}
