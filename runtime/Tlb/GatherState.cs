using MmRuntime.Annotations;

namespace MmRuntime.Tlb;

/// <summary>Whether a gather has room for more.</summary>
[MustCheck]
public enum GatherState
{
    /// <summary>It has.</summary>
    Queued,

    /// <summary>It is full: it is to be flushed, after the lock of the page table was released, before anything else is queued.</summary>
    Full,
}
