using MmRuntime.Cpus;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>A memory for a test, and the processor it is used from.</summary>
internal sealed class TestMemory : IDisposable
{
    public static readonly FrameRequest Anon = new(FrameType.Anon, 0, Gfp.User);
    public static readonly FrameRequest Kernel = new(FrameType.Slab, 0, Gfp.None);

    /// <summary>A memory; small, of one zone and without lists of processors or watermarks unless said otherwise, so that every frame can be had in a known order.</summary>
    public TestMemory(PhysicalMemoryOptions? options = null)
    {
        Memory = new PhysicalMemory(options ?? Bare(4L << 20));
        Start = Memory.Snapshot();
    }

    public PhysicalMemory Memory { get; }

    public Cpu Cpu { get; } = new(0);

    public MemorySnapshot Start { get; }

    /// <summary>What has changed since the beginning.</summary>
    public MemorySnapshot Change => Memory.Snapshot().Difference(Start);

    public static PhysicalMemoryOptions Bare(long bytes) => new() { Bytes = bytes, Dma32Bytes = 0, PercpuBatch = 0, MinFreeFrames = 0 };

    public Pfn Take(int order = 0, Gfp gfp = Gfp.None, FrameType type = FrameType.Anon)
    {
        var frame = Memory.Allocate(Cpu, new FrameRequest(type, order, gfp));
        Assert.False(frame.IsNone);
        return frame;
    }

    public List<Pfn> TakeSome(int count, Gfp gfp) => [.. Enumerable.Range(0, count).Select(_ => Take(gfp: gfp))];

    /// <summary>Takes all there is.</summary>
    public List<Pfn> TakeAll(FrameRequest request)
    {
        var all = new List<Pfn>();
        while (Memory.Allocate(Cpu, request) is { IsNone: false } frame)
        {
            all.Add(frame);
        }

        return all;
    }

    public void FreeAll(IEnumerable<Pfn> frames, int order = 0)
    {
        foreach (var frame in frames)
        {
            Memory.Free(Cpu, frame, order);
        }
    }

    public void Dispose() => Memory.Abandon();
}
