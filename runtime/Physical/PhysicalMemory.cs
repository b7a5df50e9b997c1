using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MmRuntime.Atomics;
using MmRuntime.Cpus;

namespace MmRuntime.Physical;

/// <summary>Simulated physical memory: frames with real contents, their records, and the allocator that hands them out.</summary>
/// <remarks>
/// <para>
/// One native block, outside of the managed heap, of which only what is touched costs anything. Frames are named by <see cref="Pfn"/>; every access is checked, so a wrong number
/// is a <see cref="MmUsageException"/>. Safe for any number of tasks.
/// </para>
/// <para>Source: <c>mm/page_alloc.c</c>, <c>include/linux/page_ref.h</c>, <c>include/linux/mm.h</c> (v6.19).</para>
/// </remarks>
public sealed partial class PhysicalMemory : IDisposable
{
    /// <summary>The largest block, in bytes: zones meet at multiples of it.</summary>
    private const long BlockBytes = (long)PageSize.Base << PageSize.MaxOrder;

    private const long LeastBytes = 64L << 10;
    private const long MostBytes = 64L << 30;

    /// <summary>Frame 0, and the zero frame.</summary>
    private const uint ReservedFrames = 2;

    private readonly FrameTable _frames;
    private readonly Zone[] _zones;
    private readonly PercpuFrames[] _percpu;
    private readonly FrameSites? _sites;
    private readonly ContentsLock _contents;
    private readonly IReclaimer _reclaimer;
    private readonly IChargeController _charges;
    private readonly IReclaimGate? _gate;
    private readonly bool _isChecked;
    private readonly int _cpus;
    private bool _isDisposed;

    // Whether allocations must be looked at one by one: in checked mode, under the seam, without lists, or when some are to fail.
    private bool _takesCare;

    /// <summary>A memory, all of it free but for two reserved frames.</summary>
    /// <param name="options">How large it is, and who has a say in it; a small one on its own unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or number is out of range.</exception>
    /// <exception cref="InsufficientMemoryException">The operating system does not set the address space aside.</exception>
    public PhysicalMemory(PhysicalMemoryOptions? options = null)
        : this(options ?? new(), isContentsLocked: true)
    {
    }

    // Without the lock on contents it is wrong: for the test that shows it.
    internal PhysicalMemory(PhysicalMemoryOptions options, bool isContentsLocked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Bytes, LeastBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Bytes, MostBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.Bytes % PageSize.Base, 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Cpus, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.PercpuBatch ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MinFreeFrames ?? 0, nameof(options));
        var frames = (uint)(options.Bytes >> PageSize.Shift);
        var low = LowFrames(options, frames);
        (_cpus, _isChecked) = (options.Cpus, options.IsChecked);
        (_reclaimer, _charges, _gate) = (options.Reclaimer ?? NoReclaimer.Instance, options.Charges ?? NoChargeController.Instance, options.ReclaimGate);
        _frames = new FrameTable(frames);
        _contents = new ContentsLock(_frames, isContentsLocked);
        _sites = _isChecked ? new FrameSites(frames) : null;
        _zones = MakeZones(low);
        SetWatermarks(options.MinFreeFrames ?? Math.Min((long)Math.Sqrt(frames * 4.0), frames / 8));
        _percpu = MakeLists(options.PercpuBatch);
        _takesCare = !options.TakesShortWay || _isChecked || _percpu.Length == 0;
        Failures = new FailureInjection(() => _takesCare = true);
        for (var frame = 0u; frame < ReservedFrames; frame++)
        {
            _frames[frame].TypeByte = (byte)FrameType.Reserved;
            _frames[frame].Counts = FrameCounts.Reference;
        }
    }

    /// <summary>The frame that is always zero: any number of pages may map it, and nobody writes to it.</summary>
    public static Pfn ZeroFrame => new(ReservedFrames - 1);

    /// <summary>How many frames there are, the reserved ones included.</summary>
    public long Frames => _frames.Count;

    /// <summary>Makes allocations fail on purpose.</summary>
    public FailureInjection Failures { get; }

    /// <summary>What stays free in a zone, and for whom.</summary>
    /// <param name="kind">The zone.</param>
    /// <exception cref="ArgumentOutOfRangeException">This memory has no such zone.</exception>
    public Watermarks WatermarksOf(ZoneKind kind) =>
        (Array.Find(_zones, zone => zone.Kind == kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "This memory has no such zone.")).Marks;

    /// <summary>The zone that a frame belongs to.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public ZoneKind ZoneOf(Pfn frame) => ZoneAt(frame.Value).Kind;

    /// <summary>What a frame is used for. Old as soon as it is known, unless the asker has a reference.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public FrameType TypeOf(Pfn frame) => TypeOfTag(ReadTag(frame.Value));

    /// <summary>How often a frame has come back to the allocator: what was learnt of it in another generation is about another frame. Wraps after 2^32.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public uint GenerationOf(Pfn frame) => (uint)ReadTag(frame.Value);

    /// <summary>All counters. Takes the locks of zones and lists, one after the other; does not sleep.</summary>
    public MemorySnapshot Snapshot()
    {
        var tally = default(FrameTally);
        var zones = _zones.Select(zone => zone.Snapshot(ref tally)).ToArray();
        var percpu = 0L;
        foreach (var list in _percpu)
        {
            percpu += list.Snapshot(ref tally);
        }

        return new MemorySnapshot(zones, [.. Enumerable.Range(0, (int)FrameType.Reserved + 1).Select(tally.FramesOf)])
        {
            PercpuFrames = percpu,
            Allocations = tally.Allocations,
            Frees = tally.Frees,
            LowWatermarkHits = Atomic.Read(in _lowHits),
            MinWatermarkHits = Atomic.Read(in _minHits),
            ReclaimCalls = Atomic.Read(in _reclaimCalls),
            Failures = Atomic.Read(in _failures),
        };
    }

    /// <summary>Gives the memory back to the operating system. Every frame must have come back before. Does not sleep.</summary>
    /// <exception cref="MmUsageException">Frames are allocated; the memory is as before.</exception>
    [SuppressMessage("Design", "CA1065", Justification = "A leak that is not told here is told by nobody.")]
    public void Dispose()
    {
        if (!_isDisposed && Snapshot() is { AllocatedFrames: not 0 } left)
        {
            throw new MmUsageException($"The memory cannot be disposed: {left} frames are allocated{DescribeSomeLeft()}.");
        }

        Abandon();
    }

    /// <summary>Gives the memory back whatever is allocated: for tests that have failed already, and executions that were broken off. No task may use it any more.</summary>
    public void Abandon()
    {
        _isDisposed = true;
        _frames.Dispose();
    }

    /// <summary>The record of a frame.</summary>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    internal ref FrameRecord Frame(Pfn frame) => ref _frames[frame.Value];

    /// <summary>Whether misuse is looked for that costs something to find.</summary>
    internal bool IsChecked => _isChecked;

    /// <summary>The frames.</summary>
    internal FrameTable FrameTable => _frames;

    /// <summary>The zones, lowest first.</summary>
    internal IReadOnlyList<Zone> Zones => _zones;

    /// <summary>What the explorer knows a word of a record by, together with the table of frames.</summary>
    private static long WordOf(uint frame, int word) => ((long)frame * (FrameRecord.Size / sizeof(long))) + word;

    private static FrameType TypeOfTag(long tag) => (FrameType)(byte)(tag >> 32);

    private static uint LowFrames(PhysicalMemoryOptions options, uint frames)
    {
        var bytes = options.Dma32Bytes ?? Math.Min(options.Bytes / 4 / BlockBytes * BlockBytes, 4L << 30);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, options.Bytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes % BlockBytes != 0 && bytes != options.Bytes, false, nameof(options));
        return Math.Min((uint)(bytes >> PageSize.Shift), frames);
    }

    private Zone[] MakeZones(uint low)
    {
        var count = _frames.Count;
        return low == 0 ? [new Zone(0, ZoneKind.Normal, _frames, (0, count), ReservedFrames)]
            : low == count ? [new Zone(0, ZoneKind.Dma32, _frames, (0, count), ReservedFrames)]
            : [new Zone(0, ZoneKind.Dma32, _frames, (0, low), ReservedFrames), new Zone(1, ZoneKind.Normal, _frames, (low, count), 0)];
    }

    private PercpuFrames[] MakeLists(int? batch)
    {
        if (batch == 0)
        {
            return [];
        }

        // One list of each processor and zone, in this order.
        var lists = new PercpuFrames[_cpus * _zones.Length];
        for (var i = 0; i < lists.Length; i++)
        {
            var zone = _zones[i % _zones.Length];
            lists[i] = new PercpuFrames(_frames, zone, batch ?? (int)Math.Clamp(zone.Managed / 1024, 1, 63));
        }

        return lists;
    }

    // Each zone keeps its share, and the low one something besides for those who can have no other.
    private void SetWatermarks(long min)
    {
        var all = _zones.Sum(zone => zone.Managed);
        foreach (var zone in _zones)
        {
            zone.Marks = Watermarks.From(min * zone.Managed / all);
            zone.LowmemReserve = min == 0 ? 0 : (all - zone.Managed) / 256;
        }
    }

    private Zone ZoneAt(uint frame)
    {
        _ = _frames[frame];
        return frame < _zones[0].End ? _zones[0] : _zones[1];
    }

    private long ReadTag(uint frame) => NativeWord.Read(ref _frames[frame].Tag, _frames, WordOf(frame, FrameRecord.TagWord));

    // What a processor keeps of a zone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PercpuFrames ListOf(Cpu cpu, int zone)
    {
        var number = (uint)((cpu.Number * _zones.Length) + zone);
        var lists = _percpu;
        if (number >= (uint)lists.Length)
        {
            ThrowForeign(cpu);
        }

        return lists[number];
    }
}
