using MmRuntime.Atomics;
using MmRuntime.Cpus;

namespace MmRuntime.Physical;

/// <summary>Letting go of many frames that were mapped.</summary>
public sealed partial class PhysicalMemory
{
    /// <summary>Of a slot, how its frame was mapped: once, as it is.</summary>
    internal const long MappedOnce = 0;

    /// <summary>Of a slot: by an entry that maps the whole folio.</summary>
    internal const long MappedEntirely = 1L << 32;

    /// <summary>Takes away a map and a reference of each frame, and frees those to which there is no reference left. Takes locks of the allocator; does not sleep.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="slots">The frames, with how they were mapped in bit 32.</param>
    /// <param name="scratch">Room for as many.</param>
    /// <param name="isSolo">
    /// Whether the last entries that mapped them were cleared while nobody else could come by them. Then a frame of a process that has one reference, and that nobody has put anywhere, is found by nobody:
    /// its counts need no atomic instruction.
    /// </param>
    internal void ReleaseMapped(Cpu cpu, ReadOnlySpan<long> slots, Span<Pfn> scratch, bool isSolo)
    {
        var count = 0;
        foreach (var slot in slots)
        {
            var frame = (uint)slot;
            ref var record = ref _frames[frame];
            if (isSolo && slot >> 32 == 0 && record.Counts == FrameCounts.Reference + FrameCounts.Map && record.Flags == 0 && record.Type == FrameType.Anon)
            {
                record.Counts = 0;
                scratch[count++] = new Pfn(frame);
            }
            else if (DropMapped(new Pfn(frame), slot))
            {
                if (record.Order == 0)
                {
                    scratch[count++] = new Pfn(frame);
                }
                else
                {
                    var head = HeadOf(new Pfn(frame));
                    FreeFrozen(cpu, head, _frames[head.Value].Order);
                }
            }
        }

        FreeMany(cpu, scratch[..count]);
    }

    /// <summary>Counts one more entry that maps a folio as a whole. The caller has a reference.</summary>
    /// <param name="frame">The folio's head.</param>
    internal void AddEntireMap(Pfn frame) => ChangeEntireMaps(frame, 1);

    /// <summary>Counts one less.</summary>
    /// <param name="frame">The folio's head.</param>
    internal void RemoveEntireMap(Pfn frame) => ChangeEntireMaps(frame, -1);

    /// <summary>How many entries map a folio as a whole.</summary>
    /// <param name="frame">The folio's head, of order 1 at least.</param>
    internal int EntireMapsOf(Pfn frame) => _frames[frame.Value + 1].EntireMaps;

    // Whether it was the last reference.
    private bool DropMapped(Pfn frame, long slot)
    {
        if ((slot & MappedEntirely) == 0)
        {
            return UnmapAndPut(frame);
        }

        RemoveEntireMap(frame);
        return PutAndTest(frame);
    }

    private void ChangeEntireMaps(Pfn frame, int change)
    {
        if (Atomic.Add(ref _frames[frame.Value + 1].EntireMaps, change) < 0)
        {
            Atomic.Add(ref _frames[frame.Value + 1].EntireMaps, -change);
            ThrowUncounted(frame.Value, "An entry less maps a folio as a whole, and none did: head");
        }
    }
}
