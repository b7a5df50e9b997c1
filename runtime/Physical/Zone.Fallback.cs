using MmRuntime.Annotations;

namespace MmRuntime.Physical;

/// <summary>Where a block comes from when there is none of its migrate type.</summary>
/// <remarks>
/// First a page block is claimed: all that is free in it changes its type, from the largest free block down. What cannot be moved claims one where at least half is free, so that it
/// will find room there next time too; what can be moved takes no block over for a small request. If none can be claimed, the smallest fitting block of another type is used, and
/// its page block stays what it is. Source: <c>__rmqueue_claim</c>, <c>__rmqueue_steal</c> (<c>mm/page_alloc.c</c>, v6.19), which also count what is compatible as free.
/// </remarks>
internal sealed partial class Zone
{
    private const uint BlockFrames = 1u << PageSize.HugeOrder;

    /// <summary>From this order on also what can be moved claims the block: much of it is free.</summary>
    private const int LargeOrder = PageSize.HugeOrder / 2;

    private static readonly MigrateType[][] Fallbacks =
    [
        [MigrateType.Reclaimable, MigrateType.Movable],
        [MigrateType.Reclaimable, MigrateType.Unmovable],
        [MigrateType.Unmovable, MigrateType.Movable],
    ];

    [RequiresLock(nameof(_lock))]
    private bool TryTakeBlock(int order, MigrateType type, out uint frame) =>
        TryTakeOwn(order, type, out frame)
        || (TryClaim(order, type) && TryTakeOwn(order, type, out frame))
        || TrySteal(order, type, out frame);

    [RequiresLock(nameof(_lock))]
    private bool TryTakeOwn(int order, MigrateType type, out uint frame)
    {
        frame = 0;
        for (var from = order; from <= PageSize.MaxOrder; from++)
        {
            if (_free.TryFirst(from, type, out frame))
            {
                _free.Remove(frame);
                Split(frame, from, order, type);
                return true;
            }
        }

        return false;
    }

    [RequiresLock(nameof(_lock))]
    private bool TryClaim(int order, MigrateType type)
    {
        var smallest = type == MigrateType.Movable ? Math.Max(order, LargeOrder) : order;
        for (var from = PageSize.MaxOrder; from >= smallest; from--)
        {
            foreach (var other in Fallbacks[(int)type])
            {
                if (_free.TryFirst(from, other, out var frame) && TryConvert(frame, from, type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    [RequiresLock(nameof(_lock))]
    private bool TrySteal(int order, MigrateType type, out uint frame)
    {
        frame = 0;
        for (var from = order; from <= PageSize.MaxOrder; from++)
        {
            foreach (var other in Fallbacks[(int)type])
            {
                if (_free.TryFirst(from, other, out frame))
                {
                    _free.Remove(frame);
                    Split(frame, from, order, other);
                    return true;
                }
            }
        }

        return false;
    }

    [RequiresLock(nameof(_lock))]
    private bool TryConvert(uint frame, int order, MigrateType type)
    {
        if (order >= PageSize.HugeOrder)
        {
            _free.Remove(frame);
            SetBlocks(frame, order, type);
            _free.Push(frame, order, type);
            return true;
        }

        var start = Math.Max(frame & ~(BlockFrames - 1), Start);
        var end = Math.Min((frame & ~(BlockFrames - 1)) + BlockFrames, End);
        if (FreeBetween(start, end) < BlockFrames / 2)
        {
            return false;
        }

        _blocks[BlockOf(frame)] = type;
        for (var at = start; at < end; at++)
        {
            if (_free.OrderAt(at) is >= 0 and var free)
            {
                _free.Remove(at);
                _free.Push(at, free, type);
                at += (1u << free) - 1;
            }
        }

        return true;
    }

    [RequiresLock(nameof(_lock))]
    private uint FreeBetween(uint start, uint end)
    {
        var free = 0u;
        for (var at = start; at < end; at++)
        {
            if (_free.OrderAt(at) is >= 0 and var order)
            {
                free += 1u << order;
                at += (1u << order) - 1;
            }
        }

        return free;
    }

    // A free block larger than a page block is in one list, so all of it is of one type.
    [RequiresLock(nameof(_lock))]
    private void SetBlocks(uint frame, int order, MigrateType type)
    {
        if (order >= PageSize.HugeOrder)
        {
            _blocks.AsSpan(BlockOf(frame), 1 << (order - PageSize.HugeOrder)).Fill(type);
        }
    }
}
