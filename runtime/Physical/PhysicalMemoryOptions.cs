using MmRuntime.Lockdep;

namespace MmRuntime.Physical;

/// <summary>How large a memory is, and who has a say in it.</summary>
public sealed record PhysicalMemoryOptions
{
    /// <summary>Its size in bytes: 64 KiB to 64 GiB, in whole frames. What nobody touches costs nothing.</summary>
    public long Bytes { get; init; } = 64L << 20;

    /// <summary>How much of it, at its low end, is <see cref="ZoneKind.Dma32"/>: a multiple of 4 MiB, or all. A quarter unless given, but at most 4 GiB.</summary>
    public long? Dma32Bytes { get; init; }

    /// <summary>How many processors allocate: their numbers are smaller than this.</summary>
    public int Cpus { get; init; } = 2;

    /// <summary>Whether misuse is looked for that costs something to find: access to frames that are free, writes to freed contents, and where it all happened.</summary>
    public bool IsChecked { get; init; } = LockValidator.IsOn;

    /// <summary>How many frames a processor fetches at once for its own list; 0 for no such lists. By the size of the memory unless given.</summary>
    public int? PercpuBatch { get; init; }

    /// <summary>How many frames are to stay free, of all zones together. By the size of the memory unless given.</summary>
    public long? MinFreeFrames { get; init; }

    /// <summary>Who frees memory when there is not enough; nobody unless given.</summary>
    public IReclaimer? Reclaimer { get; init; }

    /// <summary>Who is charged for memory; nobody unless given.</summary>
    public IChargeController? Charges { get; init; }

    /// <summary>Who is told of allocations that may have to free memory.</summary>
    internal IReclaimGate? ReclaimGate { get; init; }

    /// <summary>Whether the shortest way is gone though the validator is on: for tests, which otherwise never go it.</summary>
    internal bool TakesShortWay { get; init; } = !LockValidator.IsOn;
}
