using MmRuntime.Atomics;

namespace MmRuntime.AddressSpaces;

/// <summary>How many gathers are at work.</summary>
/// <remarks>The numbers mean something only for entries that were looked at under their ptl. Source: <c>mm->tlb_flush_pending</c> (<c>include/linux/mm_types.h</c>, v6.19).</remarks>
public sealed partial class AddressSpace
{
    private SharedWord _gathers;

    /// <summary>Whether somebody may have changed entries and not flushed them yet.</summary>
    internal bool IsFlushPending => _gathers.Read(this) > 0;

    /// <summary>Whether besides the caller another gather is at work.</summary>
    internal bool IsGatherNested => _gathers.Read(this) > 1;

    /// <summary>A gather begins: before it takes any ptl.</summary>
    internal void BeginGather() => _gathers.Add(this, 1);

    /// <summary>It has flushed all it changed.</summary>
    internal void EndGather() => _gathers.Add(this, -1);
}
