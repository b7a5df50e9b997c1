using MmRuntime.Annotations;
using MmRuntime.Locking;

namespace MmRuntime.Physical;

/// <summary>A part of memory with its free blocks: the buddy allocator.</summary>
/// <remarks>
/// A block of order n begins at a multiple of 2^n; its buddy is the other half of the block one larger. A block that is freed joins its buddy if that is free too, over and
/// over. Every member that does not say otherwise takes the zone's lock, with interrupts off, and does not sleep.
/// Source: <c>__free_one_page</c>, <c>rmqueue</c>, <c>struct zone</c> (<c>mm/page_alloc.c</c>, v6.19).
/// </remarks>
internal sealed partial class Zone
{
    [LockClass("zone.lock", Kind = LockKind.Spin)]
    private readonly Spinlock _lock = new("zone.lock");

    private readonly FrameTable _frames;

    [GuardedBy(nameof(_lock))]
    private readonly FreeLists _free;

    [GuardedBy(nameof(_lock))]
    private readonly MigrateType[] _blocks;

    [GuardedBy(nameof(_lock))]
    private FrameTally _tally;

    /// <summary>A zone, all of it free.</summary>
    /// <param name="number">Its number, which its records carry.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="range">Its frames; where two zones meet is a multiple of the largest block.</param>
    /// <param name="reserved">How many of the first ones are never free.</param>
    public Zone(int number, ZoneKind kind, FrameTable frames, (uint Start, uint End) range, uint reserved)
    {
        (Number, Kind, _frames, Start, End) = (number, kind, frames, range.Start, range.End);
        Managed = End - Start - reserved;
        _free = new FreeLists(frames);

        // All movable at first: what cannot be moved claims whole blocks when it comes, and so stays together.
        _blocks = new MigrateType[((End - Start) >> PageSize.HugeOrder) + 1];
        Array.Fill(_blocks, MigrateType.Movable);
        for (var frame = Start + reserved; frame < End;)
        {
            var order = Math.Min(PageSize.MaxOrder, System.Numerics.BitOperations.TrailingZeroCount(frame));
            while (frame + (1u << order) > End)
            {
                order--;
            }

            _free.Push(frame, order, MigrateType.Movable);
            frame += 1u << order;
        }
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>What it is.</summary>
    public ZoneKind Kind { get; }

    /// <summary>Its first frame.</summary>
    public uint Start { get; }

    /// <summary>The frame behind its last one.</summary>
    public uint End { get; }

    /// <summary>How many frames it hands out.</summary>
    public long Managed { get; }

    /// <summary>What stays free for whom. Written before anybody allocates.</summary>
    public Watermarks Marks { get; set; }

    /// <summary>What stays free besides, when somebody comes who could have had memory elsewhere. Written before anybody allocates.</summary>
    public long LowmemReserve { get; set; }

    /// <summary>Takes a block, if enough stays free.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="floor">How many frames must be left.</param>
    /// <param name="frame">The first frame of the block.</param>
    /// <param name="site">Who wants it.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(in FrameRequest request, long floor, out uint frame, CallSite site)
    {
        using (_lock.EnterIrqSave(site.File, site.Line))
        {
            frame = 0;
            if (_free.Frames - request.Frames < floor || !TryTakeBlock(request.Order, request.MigrateType, out frame))
            {
                return false;
            }

            Stamp(frame);
            _tally.CountOut(request.Type, request.Order);
            return true;
        }
    }

    /// <summary>Takes single frames for the list of a processor, as long as enough stays free.</summary>
    /// <param name="type">Migrate type.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="floor">How many frames must be left.</param>
    /// <param name="into">The list, whose lock the caller holds.</param>
    /// <param name="site">Who wants them.</param>
    public void TakeMany(MigrateType type, int count, long floor, ref FrameStack into, CallSite site)
    {
        using (_lock.EnterIrqSave(site.File, site.Line))
        {
            for (; count > 0 && _free.Frames > floor && TryTakeBlock(0, type, out var frame); count--)
            {
                Stamp(frame);
                into.Push(ref _frames[frame], frame);
            }
        }
    }

    /// <summary>Takes a block back.</summary>
    /// <param name="frame">Its first frame.</param>
    /// <param name="order">Its order.</param>
    /// <param name="type">What it was used for.</param>
    /// <param name="site">Who gives it back.</param>
    public void Give(uint frame, int order, FrameType type, CallSite site)
    {
        using (_lock.EnterIrqSave(site.File, site.Line))
        {
            _tally.CountBack(type, order);
            Join(frame, order);
        }
    }

    /// <summary>Takes frames back from the list of a processor.</summary>
    /// <param name="from">The list, whose lock the caller holds.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="site">Who gives them back.</param>
    public void GiveMany(ref FrameStack from, int count, CallSite site)
    {
        using (_lock.EnterIrqSave(site.File, site.Line))
        {
            for (; count > 0 && from.TryPop(_frames, out var frame); count--)
            {
                Join(frame, 0);
            }
        }
    }

    /// <summary>Takes single frames back.</summary>
    /// <param name="many">The frames.</param>
    /// <param name="tally">What they were used for.</param>
    /// <param name="site">Who gives them back.</param>
    public void GiveMany(ReadOnlySpan<Pfn> many, in FrameTally tally, CallSite site)
    {
        using (_lock.EnterIrqSave(site.File, site.Line))
        {
            _tally.Add(in tally);
            foreach (var frame in many)
            {
                Join(frame.Value, 0);
            }
        }
    }

    /// <summary>What is free here, and what was handed out past the lists of the processors.</summary>
    public ZoneSnapshot Snapshot(ref FrameTally tally)
    {
        using (_lock.EnterIrqSave())
        {
            tally.Add(in _tally);
            return new ZoneSnapshot(Kind, _free.Frames, [.. Enumerable.Range(0, PageSize.MaxOrder + 1).Select(_free.BlocksOf)]);
        }
    }

    /// <summary>All free blocks, for checks.</summary>
    internal IReadOnlyList<(uint Frame, int Order, MigrateType Type)> FreeBlocks()
    {
        using (_lock.EnterIrqSave())
        {
            return [.. _free.All()];
        }
    }

    /// <summary>Migrate type of the page block that a frame is in, for checks.</summary>
    internal MigrateType BlockTypeOf(uint frame)
    {
        using (_lock.EnterIrqSave())
        {
            return _blocks[BlockOf(frame)];
        }
    }

    private int BlockOf(uint frame) => (int)((frame - Start) >> PageSize.HugeOrder);

    // So that the frame comes back to the list of its block without a look at the blocks, which the lock guards. If the block changes meanwhile, it comes back to a list of the
    // wrong processor-local kind, once; in the zone it always goes where it belongs.
    [RequiresLock(nameof(_lock))]
    private void Stamp(uint frame)
    {
        ref var record = ref _frames[frame];
        (record.Block, record.Zone) = ((byte)_blocks[BlockOf(frame)], (byte)Number);
    }

    [RequiresLock(nameof(_lock))]
    private void Join(uint frame, int order)
    {
        var type = _blocks[BlockOf(frame)];
        for (; order < PageSize.MaxOrder; order++)
        {
            var buddy = frame ^ (1u << order);
            if (buddy < Start || buddy >= End || !_free.Holds(buddy, order))
            {
                break;
            }

            _free.Remove(buddy);
            frame = Math.Min(frame, buddy);
        }

        SetBlocks(frame, order, type);
        _free.Push(frame, order, type);
    }

    [RequiresLock(nameof(_lock))]
    private void Split(uint frame, int from, int to, MigrateType type)
    {
        while (from > to)
        {
            from--;
            _free.Push(frame + (1u << from), from, type);
        }
    }
}
