using System.Runtime.CompilerServices;
using MmRuntime.Cpus;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>The pages that a gather frees when the TLBs have forgotten them: a few here, the others in frames that are allocated as they are needed and may not be had.</summary>
/// <remarks>
/// <code>
/// slot      63..32 how it was mapped (see PhysicalMemory.ReleaseMapped)   31..0 frame
/// a frame   offset 0: unused (the kernel's link and counts) 16      offset 16: 510 slots
/// </code>
/// A batch counts as full with one slot left, since the kernel's entries for large folios take two. Source: <c>struct mmu_gather_batch</c>, <c>tlb_next_batch</c>
/// (<c>include/asm-generic/tlb.h</c>, <c>mm/mmu_gather.c</c>, v6.19).
/// </remarks>
internal sealed unsafe class GatherBatches
{
    /// <summary>Pages that fit without any memory.</summary>
    public const int LocalSlots = 8 - 1;

    /// <summary>Pages that fit into one frame.</summary>
    public const int SlotsOfFrame = ((PageSize.Base - HeaderBytes) / sizeof(long)) - 1;

    /// <summary>Frames at most: so many pages can be freed at once without letting others run.</summary>
    public const int MostFrames = 10_000 / (SlotsOfFrame + 1);

    private const int HeaderBytes = 16;

    /// <summary>Folios that are freed between two chances for others to run.</summary>
    private const int Chunk = 512;

    private static readonly FrameRequest BatchRequest = new(FrameType.Slab, 0, Gfp.NoWait);

    private readonly long[] _local = new long[LocalSlots];
    private readonly Pfn[] _chunk = new Pfn[Chunk];
    private readonly Pfn[] _frames = new Pfn[MostFrames];
    private int _allocated;
    private int _active;
    private int _used;

    /// <summary>Whether no page is queued.</summary>
    public bool IsEmpty => _active == 0 && _used == 0;

    /// <summary>Queues a page. Does not sleep.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="slot">The page, and how it was mapped.</param>
    /// <returns>Whether there is room for one more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(PhysicalMemory memory, Cpu cpu, long slot)
    {
        if (_active == 0)
        {
            _local[_used++] = slot;
            return _used < LocalSlots || TryNext(memory, cpu);
        }

        SlotsOf(memory, _active - 1)[_used++] = slot;
        return _used < SlotsOfFrame || TryNext(memory, cpu);
    }

    /// <summary>Shows every page to somebody.</summary>
    public void ForEach(PhysicalMemory memory, Action<Pfn> look)
    {
        for (var batch = 0; batch <= _active; batch++)
        {
            foreach (var slot in UsedOf(memory, batch))
            {
                look(new Pfn((uint)slot));
            }
        }
    }

    /// <summary>Frees every page to which nobody else has a reference, and the map along with it. May sleep, to let others run in between.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="isSolo">Whether all were unmapped while nobody else could reach them.</param>
    public void Free(PhysicalMemory memory, Cpu cpu, bool isSolo)
    {
        for (var batch = 0; batch <= _active; batch++)
        {
            for (var slots = UsedOf(memory, batch); !slots.IsEmpty;)
            {
                var count = Math.Min(slots.Length, Chunk);
                memory.ReleaseMapped(cpu, slots[..count], _chunk, isSolo);
                slots = slots[count..];
                if (!slots.IsEmpty || batch < _active)
                {
                    cpu.Reschedule();
                }
            }
        }

        (_active, _used) = (0, 0);
    }

    /// <summary>Gives the frames back that pages were noted in.</summary>
    public void Trim(PhysicalMemory memory, Cpu cpu)
    {
        for (; _allocated > 0; _allocated--)
        {
            memory.Free(cpu, _frames[_allocated - 1]);
        }
    }

    private bool TryNext(PhysicalMemory memory, Cpu cpu)
    {
        if (_active == MostFrames)
        {
            return false;
        }

        if (_active == _allocated)
        {
            var frame = memory.Allocate(cpu, BatchRequest);
            if (frame.IsNone)
            {
                return false;
            }

            _frames[_allocated++] = frame;
        }

        _active++;
        _used = 0;
        return true;
    }

    private Span<long> UsedOf(PhysicalMemory memory, int batch) => batch == 0
        ? _local.AsSpan(0, _active == 0 ? _used : LocalSlots)
        : new Span<long>(SlotsOf(memory, batch - 1), batch == _active ? _used : SlotsOfFrame);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long* SlotsOf(PhysicalMemory memory, int frame) => (long*)(memory.FrameTable.ContentsOf(_frames[frame].Value) + HeaderBytes);
}
