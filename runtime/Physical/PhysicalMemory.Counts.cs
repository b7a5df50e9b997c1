using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Cpus;

namespace MmRuntime.Physical;

/// <summary>References and maps: two counts in one word, so that one of each is one atomic addition.</summary>
/// <remarks>
/// References of a large folio are its head's, whichever of its frames is named; maps are counted for each frame, and for the folio as a whole. No member takes a lock or sleeps,
/// but for <see cref="Put"/>. Every update is a full fence: what the holder of a reference did is seen by who drops the last one.
/// Source: <c>include/linux/page_ref.h</c>, <c>include/linux/mm.h</c>, <c>mm/rmap.c</c> (v6.19).
/// </remarks>
public sealed partial class PhysicalMemory
{
    /// <summary>How many references there are. Old as soon as it is known.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public int ReferencesOf(Pfn frame) => FrameCounts.References(ReadCounts(HeadOf(frame).Value));

    /// <summary>How often just this frame is mapped. Old as soon as it is known.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public int MapsOf(Pfn frame) => FrameCounts.Maps(ReadCounts(frame.Value));

    /// <summary>The first frame of the folio that a frame belongs to. The caller has a reference, or looks again when it has got one.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public Pfn HeadOf(Pfn frame)
    {
        ref var record = ref _frames[frame.Value];
        return (record.Flags & FrameFlags.Tail) == 0 ? frame : new Pfn(record.Head);
    }

    /// <summary>Order of the folio that a frame belongs to. The caller has a reference.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public int OrderOf(Pfn frame) => _frames[HeadOf(frame).Value].Order;

    /// <summary>Takes one more reference; the caller has one, or knows who has.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">Nobody has any.</exception>
    public void Get(Pfn frame) => Raise(HeadOf(frame).Value, FrameCounts.Reference, leastBefore: 1, "One more reference is taken");

    /// <summary>Takes a reference unless there is none: of a frame that was found without a lock.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether there was one. Then the caller looks again whether the frame is still what it was found as.</returns>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    [MustCheck]
    public bool TryGet(Pfn frame)
    {
        var head = HeadOf(frame).Value;
        ref var counts = ref _frames[head].Counts;
        for (var seen = ReadCounts(head); FrameCounts.References(seen) != 0;)
        {
            // Pairs with who drops the last reference: it goes from one to zero once.
            var was = NativeWord.CompareExchange(ref counts, seen + FrameCounts.Reference, seen, _frames, WordOf(head, FrameRecord.CountsWord));
            if (was == seen)
            {
                return true;
            }

            seen = was;
        }

        return false;
    }

    /// <summary>Drops a reference, and frees the folio if it was the last one; that takes locks of the allocator. Does not sleep.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">Nobody has any; or it was the last one, and the frame is mapped.</exception>
    public void Put(Cpu cpu, Pfn frame)
    {
        if (PutAndTest(frame))
        {
            var head = HeadOf(frame);
            FreeFrozen(cpu, head, _frames[head.Value].Order);
        }
    }

    /// <summary>Drops a reference.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether it was the last one: then the caller frees the folio by <see cref="FreeFrozen"/>, or leaks it.</returns>
    /// <exception cref="MmUsageException">Nobody has any.</exception>
    [MustCheck]
    public bool PutAndTest(Pfn frame) => FrameCounts.References(Lower(HeadOf(frame).Value, FrameCounts.Reference, "A reference is dropped")) == 0;

    /// <summary>Counts one more map of just this frame. The caller has a reference.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">It is free.</exception>
    public void AddMap(Pfn frame) => Raise(frame.Value, FrameCounts.Map, leastBefore: 0, "A map is added");

    /// <summary>Counts one map less of just this frame. The caller has a reference.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether it was the last one of this frame.</returns>
    /// <exception cref="MmUsageException">It is not mapped.</exception>
    public bool RemoveMap(Pfn frame) => FrameCounts.Maps(Lower(frame.Value, FrameCounts.Map, "A map is removed")) == 0;

    /// <summary>Takes a reference and counts a map: one addition for a frame of order 0 and for a head.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">Nobody has a reference.</exception>
    public void GetAndMap(Pfn frame)
    {
        var head = HeadOf(frame);
        Raise(head.Value, head == frame ? FrameCounts.Reference + FrameCounts.Map : FrameCounts.Reference, leastBefore: 1, "A reference is taken for a map");
        if (head != frame)
        {
            AddMap(frame);
        }
    }

    /// <summary>Counts a map less and drops its reference: one subtraction for a frame of order 0 and for a head.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether it was the last reference: then the caller frees the folio by <see cref="FreeFrozen"/>, or leaks it.</returns>
    /// <exception cref="MmUsageException">It is not mapped, or nobody has a reference.</exception>
    [MustCheck]
    public bool UnmapAndPut(Pfn frame)
    {
        var head = HeadOf(frame);
        if (head == frame)
        {
            return FrameCounts.References(Lower(head.Value, FrameCounts.Reference + FrameCounts.Map, "A map and its reference are dropped")) == 0;
        }

        RemoveMap(frame);
        return PutAndTest(head);
    }

    /// <summary>Takes all references away if there are just as many as the caller knows of, so that nobody gets one until <see cref="Unfreeze"/>.</summary>
    /// <param name="frame">The head of a folio, of which nobody adds or removes maps meanwhile.</param>
    /// <param name="references">How many the caller knows of, above 0.</param>
    /// <returns>Whether there were.</returns>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    [MustCheck]
    public bool TryFreeze(Pfn frame, int references)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(references, 1);
        var seen = ReadCounts(frame.Value);
        return FrameCounts.References(seen) == references && seen == NativeWord.CompareExchange(
            ref _frames[frame.Value].Counts, seen - references, seen, _frames, WordOf(frame.Value, FrameRecord.CountsWord));
    }

    /// <summary>Gives a frozen folio references: it can be found from here.</summary>
    /// <param name="frame">Its head, which the caller has frozen, or allocated frozen.</param>
    /// <param name="references">How many, above 0.</param>
    /// <exception cref="MmUsageException">It is free, or has some.</exception>
    public void Unfreeze(Pfn frame, int references)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(references, 1);
        ref var record = ref _frames[frame.Value];
        if (FrameCounts.References(record.Counts) != 0 || record.Type == FrameType.Free)
        {
            ThrowUncounted(frame.Value, "References are given back to a folio that is not frozen: head");
        }

        // Pairs with TryGet: who gets a reference sees what was written while there was none.
        NativeWord.Write(ref record.Counts, record.Counts + references, _frames, WordOf(frame.Value, FrameRecord.CountsWord));
    }

    private long ReadCounts(uint frame) => NativeWord.Read(ref _frames[frame].Counts, _frames, WordOf(frame, FrameRecord.CountsWord));

    private void Raise(uint frame, long by, int leastBefore, string what)
    {
        var counts = NativeWord.Add(ref _frames[frame].Counts, by, _frames, WordOf(frame, FrameRecord.CountsWord));
        var before = counts - by;
        if (FrameCounts.References(before) < leastBefore || FrameCounts.Maps(counts) < 0 || _frames[frame].Type == FrameType.Free)
        {
            NativeWord.Add(ref _frames[frame].Counts, -by, _frames, WordOf(frame, FrameRecord.CountsWord));
            ThrowUncounted(frame, what);
        }
    }

    // The word after it. Of two numbers side by side neither can go below zero unseen: the low one would borrow from the high one.
    private long Lower(uint frame, long by, string what)
    {
        var counts = NativeWord.Add(ref _frames[frame].Counts, -by, _frames, WordOf(frame, FrameRecord.CountsWord));
        if (FrameCounts.References(counts) < 0 || FrameCounts.Maps(counts) < 0)
        {
            NativeWord.Add(ref _frames[frame].Counts, by, _frames, WordOf(frame, FrameRecord.CountsWord));
            ThrowUncounted(frame, what);
        }

        return counts;
    }
}
