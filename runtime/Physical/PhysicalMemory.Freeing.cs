using System.Numerics;
using System.Runtime.CompilerServices;
using MmRuntime.Atomics;
using MmRuntime.Cpus;

namespace MmRuntime.Physical;

/// <summary>Freeing.</summary>
public sealed partial class PhysicalMemory
{
    /// <summary>What freed contents are filled with in checked mode.</summary>
    private const byte Poison = 0xa5;

    private const long OrderOfTag = 0xffL << 40;

    /// <summary>Frees frames to which the caller has the only reference. Takes locks of the allocator; does not sleep.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="frame">The first frame.</param>
    /// <param name="order">The order with which they were allocated.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="MmUsageException">
    /// They are free already, were allocated with another order, or somebody has a reference or a map; nothing has happened.
    /// </exception>
    /// <remarks>Source: <c>__free_pages</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
    public void Free(Cpu cpu, Pfn frame, int order = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        var tag = ReadTag(frame.Value);
        if (!IsFreeable(tag, order))
        {
            ThrowNotFreeable(frame.Value, order, site);
        }

        CheckTails(frame.Value, tag, site);

        // Pairs with TryGet: whoever got a reference just before is seen here, and nobody gets one from here.
        ref var counts = ref _frames[frame.Value].Counts;
        if (NativeWord.CompareExchange(ref counts, 0, FrameCounts.Reference, _frames, WordOf(frame.Value, FrameRecord.CountsWord)) != FrameCounts.Reference)
        {
            ThrowReferenced(frame.Value, site);
        }

        Release(cpu, frame.Value, tag, file, line);
    }

    /// <summary>Frees frames to which nobody has a reference any more.</summary>
    /// <inheritdoc cref="Free"/>
    /// <remarks>After <see cref="PutAndTest"/>, <see cref="UnmapAndPut"/> or <see cref="TryFreeze"/>. Source: <c>free_frozen_pages</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
    public void FreeFrozen(Cpu cpu, Pfn frame, int order = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ref var record = ref _frames[frame.Value];
        var tag = record.Tag;
        if (!IsFreeable(tag, order))
        {
            ThrowNotFreeable(frame.Value, order, new CallSite(file, line));
        }

        if (record.Counts != 0)
        {
            ThrowReferenced(frame.Value, new CallSite(file, line));
        }

        Release(cpu, frame.Value, tag, file, line);
    }

    /// <summary>Frees single frames to which nobody has a reference any more, for less than one by one.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="frames">The frames, each of order 0. Of two that are one, the second is noticed.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="MmUsageException">One of them cannot be freed, as for <see cref="FreeFrozen"/>; those before it are free.</exception>
    /// <remarks>Source: <c>free_unref_folios</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
    public void FreeMany(Cpu cpu, ReadOnlySpan<Pfn> frames, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        while (!frames.IsEmpty)
        {
            var zone = ZoneAt(frames[0].Value);
            var tally = default(FrameTally);
            var count = 0;
            for (; count < frames.Length && ZoneAt(frames[count].Value) == zone; count++)
            {
                ref var record = ref _frames[frames[count].Value];
                if (!IsFreeable(record.Tag, 0) || record.Counts != 0)
                {
                    break;
                }

                tally.CountBack(record.Type);
                Retire(frames[count].Value, record.Tag, site);
            }

            if (count == 0)
            {
                // Says what is wrong.
                FreeFrozen(cpu, frames[0], 0, file, line);
                count = 1;
            }
            else if (_percpu.Length == 0 || !ListOf(cpu, zone.Number).TryGiveMany(frames[..count], in tally, site))
            {
                zone.GiveMany(frames[..count], in tally, site);
            }

            frames = frames[count..];
        }
    }

    // Type and order stand side by side, so one look at both will do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFreeable(long tag, int order) =>
        (uint)(ushort)(tag >> 32) - ((uint)order << 8) - ((uint)FrameType.Free + 1) < (uint)FrameType.Reserved - ((uint)FrameType.Free + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Release(Cpu cpu, uint frame, long tag, string file, int line)
    {
        // The shortest way, as for allocations.
        ref var record = ref _frames[frame];
        if (_takesCare || (tag & OrderOfTag) != 0 || record.Charge != 0)
        {
            ReleaseWithCare(cpu, frame, tag, file, line);
            return;
        }

        record.Flags = 0;
        Atomic.Write(ref record.Tag, NextTag(tag));
        if (!ListOf(cpu, (int)((ulong)tag >> 56)).TryKeep(ref record, frame, TypeOfTag(tag)))
        {
            GiveBack(cpu, frame, tag, file, line);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseWithCare(Cpu cpu, uint frame, long tag, string file, int line)
    {
        var site = new CallSite(file, line);
        CheckTails(frame, tag, site);
        var end = EndOf(frame, tag);
        for (var tail = frame + 1; tail < end; tail++)
        {
            Retire(tail, _frames[tail].Tag, site);
        }

        Retire(frame, tag, site);
        GiveBack(cpu, frame, tag, file, line);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GiveBack(Cpu cpu, uint frame, long tag, string file, int line)
    {
        var (order, zone, site) = ((int)(byte)(tag >> 40), (int)(byte)(tag >> 56), new CallSite(file, line));
        if (order != 0 || _percpu.Length == 0 || !ListOf(cpu, zone).TryGive(frame, TypeOfTag(tag), site))
        {
            _zones[zone].Give(frame, order, TypeOfTag(tag), site);
        }
    }

    // Of the next generation, and free. Migrate type and zone stay.
    private static long NextTag(long tag) => (tag & (0xffffL << 48)) | (uint)((uint)tag + 1);

    private static uint EndOf(uint frame, long tag) => frame + (1u << (byte)(tag >> 40));

    private void CheckTails(uint frame, long tag, CallSite site)
    {
        var end = EndOf(frame, tag);
        for (var tail = frame + 1; tail < end; tail++)
        {
            if (_frames[tail].Counts != 0 || (tail == frame + 1 && _frames[tail].Mapping != 0))
            {
                ThrowReferenced(tail, site);
            }
        }
    }

    // From here what was learnt of the frame is about another one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Retire(uint frame, long tag, CallSite site)
    {
        ref var record = ref _frames[frame];
        if (record.Charge != 0)
        {
            _charges.Uncharge(record.Charge, (int)(byte)(tag >> 40));
            record.Charge = 0;
        }

        record.Flags = 0;
        NativeWord.Write(ref record.Tag, NextTag(tag), _frames, WordOf(frame, FrameRecord.TagWord));
        if (_isChecked)
        {
            _sites!.Free(frame, site);
            PoisonLines(frame);
        }
    }

    // Lines that never came to be hold nothing that anybody could still be using.
    private unsafe void PoisonLines(uint frame)
    {
        var contents = _frames.ContentsOf(frame);
        for (var lines = (ulong)_frames[frame].Lines; lines != 0; lines &= lines - 1)
        {
            new Span<byte>(contents + (BitOperations.TrailingZeroCount(lines) * PageSize.Line), PageSize.Line).Fill(Poison);
        }
    }

    private unsafe bool IsDamaged(uint first, int order)
    {
        for (var frame = first; frame < first + (1u << order); frame++)
        {
            var contents = _frames.ContentsOf(frame);
            for (var lines = (ulong)_frames[frame].Lines; lines != 0; lines &= lines - 1)
            {
                var line = new ReadOnlySpan<byte>(contents + (BitOperations.TrailingZeroCount(lines) * PageSize.Line), PageSize.Line);
                if (line.ContainsAnyExcept(Poison))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
