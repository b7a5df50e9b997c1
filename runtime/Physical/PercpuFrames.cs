using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Locking;

namespace MmRuntime.Physical;

/// <summary>Single frames of a zone that a processor keeps for itself, so that most allocations need no lock that others want.</summary>
/// <remarks>
/// The lock is its processor's, except while somebody drains the list; so the processor only tries, and goes to the zone if it is not free. An interrupt that allocates in the middle
/// of an allocation fares likewise. Source: <c>struct per_cpu_pages</c>, <c>pcp_spin_trylock</c>, <c>drain_pages_zone</c> (<c>mm/page_alloc.c</c>, v6.19), which keeps larger orders
/// too.
/// </remarks>
internal sealed class PercpuFrames(FrameTable frames, Zone zone, int batch)
{
    /// <summary>Batches that the list may hold.</summary>
    private const int BatchesKept = 6;

    [LockClass("percpu.frames", Kind = LockKind.Spin), LockOrder(Before = "zone.lock")]
    private readonly Spinlock _lock = new("percpu.frames");

    // Behind the lock, before the next processor's list: what two processors write never shares a cache line.
#pragma warning disable IDE0052, CA1823 // It is there to be in the way.
    private readonly byte[] _gap = new byte[128];
#pragma warning restore IDE0052, CA1823

    [GuardedBy(nameof(_lock))]
    private PerMigrateType _stacks;

    [GuardedBy(nameof(_lock))]
    private FrameTally _tally;

    /// <summary>More frames than this do not stay.</summary>
    private readonly int _high = BatchesKept * batch;

    /// <summary>Takes a frame that is there already. Takes the list's lock if it is free; does not sleep.</summary>
    /// <param name="request">What is wanted, of order 0 and of a migrate type that exists.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTakeKept(in FrameRequest request, out uint frame)
    {
        frame = 0;

        // Not in a `using`: nothing here throws, and a frame to clean up after an exception costs as much as the lock.
        var held = _lock.TryEnter();
        if (!held.IsHeld)
        {
            return false;
        }

        var isFound = _stacks[(int)request.MigrateType].TryPop(frames, out frame);
        if (isFound)
        {
            _tally.CountOut(request.Type);
        }

        held.Dispose();
        return isFound;
    }

    /// <summary>Takes a frame; if there is none, fetches some more from the zone. Takes the list's lock if it is free, and under it the zone's. Does not sleep.</summary>
    /// <param name="request">What is wanted, of order 0.</param>
    /// <param name="floor">How many frames must be left in the zone.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="site">Who wants it.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(in FrameRequest request, long floor, out uint frame, CallSite site)
    {
        frame = 0;
        using var held = _lock.TryEnter(site.File, site.Line);
        if (!held.IsHeld)
        {
            return false;
        }

        ref var stack = ref _stacks[(int)request.MigrateType];
        if (!stack.TryPop(frames, out frame))
        {
            zone.TakeMany(request.MigrateType, batch, floor, ref stack, site);
            if (!stack.TryPop(frames, out frame))
            {
                return false;
            }
        }

        _tally.CountOut(request.Type);
        return true;
    }

    /// <summary>Keeps a frame, if there is room. Takes the list's lock if it is free; does not sleep.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="type">What it was used for.</param>
    /// <returns>Whether it did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryKeep(ref FrameRecord record, uint frame, FrameType type)
    {
        // As above.
        var held = _lock.TryEnter();
        if (!held.IsHeld)
        {
            return false;
        }

        ref var stack = ref _stacks[record.Block];
        var hasRoom = stack.Count < _high;
        if (hasRoom)
        {
            stack.Push(ref record, frame);
            _tally.CountBack(type);
        }

        held.Dispose();
        return hasRoom;
    }

    /// <summary>Keeps a frame; if they are too many, gives a batch to the zone. Takes the list's lock if it is free, and under it the zone's. Does not sleep.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="type">What it was used for.</param>
    /// <param name="site">Who gives it back.</param>
    /// <returns>Whether the lock was free.</returns>
    public bool TryGive(uint frame, FrameType type, CallSite site)
    {
        using var held = _lock.TryEnter(site.File, site.Line);
        if (!held.IsHeld)
        {
            return false;
        }

        _tally.CountBack(type);
        ref var stack = ref _stacks[frames[frame].Block];
        stack.Push(ref frames[frame], frame);
        if (stack.Count > _high)
        {
            zone.GiveMany(ref stack, batch, site);
        }

        return true;
    }

    /// <summary>Keeps many frames, as <see cref="TryGive"/> does each.</summary>
    /// <param name="many">The frames, all of this zone.</param>
    /// <param name="tally">What they were used for.</param>
    /// <param name="site">Who gives them back.</param>
    /// <returns>Whether the lock was free.</returns>
    public bool TryGiveMany(ReadOnlySpan<Pfn> many, in FrameTally tally, CallSite site)
    {
        using var held = _lock.TryEnter(site.File, site.Line);
        if (!held.IsHeld)
        {
            return false;
        }

        _tally.Add(in tally);
        foreach (var frame in many)
        {
            _stacks[frames[frame.Value].Block].Push(ref frames[frame.Value], frame.Value);
        }

        for (var type = 0; type < PerMigrateType.Length; type++)
        {
            ref var stack = ref _stacks[type];
            if (stack.Count > _high)
            {
                zone.GiveMany(ref stack, stack.Count - _high + batch, site);
            }
        }

        return true;
    }

    /// <summary>Gives all frames to the zone, on whatever processor. Takes the list's lock, spinning, and under it the zone's. Does not sleep.</summary>
    /// <param name="site">Who wants that.</param>
    public void Drain(CallSite site)
    {
        using var held = _lock.Enter(site.File, site.Line);
        for (var type = 0; type < PerMigrateType.Length; type++)
        {
            zone.GiveMany(ref _stacks[type], int.MaxValue, site);
        }
    }

    /// <summary>Adds what was handed out here.</summary>
    /// <returns>How many frames there are.</returns>
    public long Snapshot(ref FrameTally tally)
    {
        using var held = _lock.Enter();
        tally.Add(in _tally);
        var count = 0L;
        for (var type = 0; type < PerMigrateType.Length; type++)
        {
            count += _stacks[type].Count;
        }

        return count;
    }

    /// <summary>One stack for each migrate type.</summary>
    [InlineArray(Length)]
    private struct PerMigrateType
    {
        public const int Length = (int)MigrateType.Reclaimable + 1;

        private FrameStack _first;
    }
}
