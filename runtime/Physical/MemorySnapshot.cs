using System.Globalization;

namespace MmRuntime.Physical;

/// <summary>The counters of a memory at one time, or the difference between two times.</summary>
/// <remarks>Taking one costs as much as there are processors and types, however large the memory is. Exact while nobody allocates or frees.</remarks>
public sealed class MemorySnapshot
{
    private readonly long[] _allocated;

    internal MemorySnapshot(IReadOnlyList<ZoneSnapshot> zones, long[] allocated) => (Zones, _allocated) = (zones, allocated);

    /// <summary>What is free in each zone.</summary>
    public IReadOnlyList<ZoneSnapshot> Zones { get; }

    /// <summary>Frames in the lists of processors: free, but of no zone's free blocks.</summary>
    public long PercpuFrames { get; internal init; }

    /// <summary>Blocks handed out.</summary>
    public long Allocations { get; internal init; }

    /// <summary>Blocks that came back.</summary>
    public long Frees { get; internal init; }

    /// <summary>How often an allocation found no zone above its low watermark.</summary>
    public long LowWatermarkHits { get; internal init; }

    /// <summary>How often one found none above the watermark that it may go down to.</summary>
    public long MinWatermarkHits { get; internal init; }

    /// <summary>How often memory was to be freed for an allocation.</summary>
    public long ReclaimCalls { get; internal init; }

    /// <summary>How many allocations failed, for want of memory or of a charge, or because they were made to.</summary>
    public long Failures { get; internal init; }

    /// <summary>Frames in all free blocks and lists of processors.</summary>
    public long FreeFrames => Zones.Sum(zone => zone.FreeFrames) + PercpuFrames;

    /// <summary>Frames handed out, of all types.</summary>
    public long AllocatedFrames => _allocated.Sum();

    /// <summary>Frames handed out of one type.</summary>
    /// <param name="type">The type.</param>
    public long Allocated(FrameType type) => _allocated[(int)type];

    /// <summary>What has changed since another snapshot of the same memory: each number here less the number there.</summary>
    /// <param name="earlier">The other one.</param>
    public MemorySnapshot Difference(MemorySnapshot earlier) =>
        new([.. Zones.Zip(earlier.Zones, (now, then) => now.Difference(then))], [.. _allocated.Zip(earlier._allocated, (now, then) => now - then)])
        {
            PercpuFrames = PercpuFrames - earlier.PercpuFrames,
            Allocations = Allocations - earlier.Allocations,
            Frees = Frees - earlier.Frees,
            LowWatermarkHits = LowWatermarkHits - earlier.LowWatermarkHits,
            MinWatermarkHits = MinWatermarkHits - earlier.MinWatermarkHits,
            ReclaimCalls = ReclaimCalls - earlier.ReclaimCalls,
            Failures = Failures - earlier.Failures,
        };

    /// <summary>The types that have frames, such as <c>2 Anon, 1 Table</c>.</summary>
    public override string ToString() => AllocatedFrames == 0 && _allocated.All(frames => frames == 0)
        ? "no frames"
        : string.Join(", ", _allocated.Select((frames, type) => (frames, type)).Where(one => one.frames != 0)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.frames} {(FrameType)one.type}")));
}
