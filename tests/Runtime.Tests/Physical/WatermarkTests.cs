using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>What stays free for whom, and what is done when there is little.</summary>
public sealed class WatermarkTests
{
    private readonly Recorder _recorder = new();

    [Fact]
    public void Marks_follow_from_how_much_is_to_stay_free()
    {
        using var test = new TestMemory(Options(400));
        Assert.Equal(new Watermarks(400, 500, 600), test.Memory.WatermarksOf(ZoneKind.Normal));
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Memory.WatermarksOf(ZoneKind.Dma32));
        using var two = new TestMemory(new() { Bytes = 64L << 20, MinFreeFrames = 1024 });
        Assert.InRange(two.Memory.WatermarksOf(ZoneKind.Dma32).Min, 255, 256);
        Assert.InRange(two.Memory.WatermarksOf(ZoneKind.Normal).Min, 768, 769);
        using var ordinary = new TestMemory(new());
        Assert.InRange(ordinary.Memory.WatermarksOf(ZoneKind.Normal).Min, 150, 250);
    }

    [Theory]
    [InlineData(Gfp.None, 400)]
    [InlineData(Gfp.NoWait, 400)]
    [InlineData(Gfp.Kernel, 400)]
    [InlineData(Gfp.Atomic, 200)]
    public void Each_request_leaves_what_it_must(Gfp gfp, int left)
    {
        using var test = new TestMemory(Options(400));
        test.TakeAll(TestMemory.Anon with { Gfp = gfp });
        Assert.Equal(left, test.Memory.Snapshot().FreeFrames);
    }

    [Fact]
    public void A_large_block_counts_with_all_its_frames()
    {
        using var test = new TestMemory(Options(400));
        Assert.Equal(512u, test.Take(9).Value);
        Assert.True(test.Memory.Allocate(test.Cpu, new FrameRequest(FrameType.Anon, 7, Gfp.None)).IsNone);
        Assert.Equal((1, 1), (test.Change.LowWatermarkHits, test.Change.MinWatermarkHits));
        Assert.False(test.Memory.Allocate(test.Cpu, new FrameRequest(FrameType.Anon, 5, Gfp.None)).IsNone);
        Assert.Equal((2, 1), (test.Change.LowWatermarkHits, test.Change.MinWatermarkHits));
    }

    [Fact]
    public void Below_low_somebody_is_woken_and_below_min_memory_is_freed()
    {
        using var test = new TestMemory(Options(400));
        test.TakeSome(1022 - 500, Gfp.Kernel);
        Assert.Equal((0, 0), (_recorder.Woken, _recorder.Calls));
        var one = test.TakeSome(100, Gfp.Kernel)[0];
        Assert.Equal((100, 0), (_recorder.Woken, _recorder.Calls));
        Assert.True(test.Memory.Allocate(test.Cpu, TestMemory.Anon with { Gfp = Gfp.NoWait }).IsNone);
        Assert.Equal((101, 0), (_recorder.Woken, _recorder.Calls));
        _recorder.Reclaim = () =>
        {
            test.Memory.Free(test.Cpu, one);
            return 1;
        };
        Assert.Equal(one, test.Take(gfp: Gfp.Kernel));
        Assert.Equal((102, 1), (_recorder.Woken, _recorder.Calls));
        Assert.Equal((102, 2, 1, 1), (test.Change.LowWatermarkHits, test.Change.MinWatermarkHits, test.Change.ReclaimCalls, test.Change.Failures));
        Assert.Equal(new FrameRequest(FrameType.Anon, 0, Gfp.Kernel), _recorder.Last);
    }

    [Theory]
    [InlineData(Gfp.Kernel, 0, 1)]
    [InlineData(Gfp.Kernel, 1, 16)]
    [InlineData(Gfp.Kernel | Gfp.NoRetry, 1, 1)]
    [InlineData(Gfp.NoWait, 1, 0)]
    public void Freeing_is_tried_while_it_helps_but_not_for_ever(Gfp gfp, int freed, int calls)
    {
        using var test = new TestMemory(Options(0));
        test.TakeAll(TestMemory.Kernel);
        _recorder.Reclaim = () => freed;
        Assert.True(test.Memory.Allocate(test.Cpu, TestMemory.Anon with { Gfp = gfp }).IsNone);
        Assert.Equal(calls, _recorder.Calls);
    }

    [Fact]
    public void The_low_zone_serves_who_needs_it_first()
    {
        using var test = new TestMemory(new() { Bytes = 16L << 20, Dma32Bytes = 4L << 20, PercpuBatch = 0, MinFreeFrames = 64 });
        var low = test.Memory.WatermarksOf(ZoneKind.Dma32);
        var all = test.TakeAll(TestMemory.Anon with { Gfp = Gfp.None });
        Assert.Equal(ZoneKind.Normal, test.Memory.ZoneOf(all[0]));
        var left = test.Memory.Snapshot().Zones[0].FreeFrames;
        Assert.True(left > low.Min, "what could have had other memory leaves more");
        test.TakeAll(TestMemory.Anon with { Gfp = Gfp.Dma32 });
        Assert.Equal(low.Min, test.Memory.Snapshot().Zones[0].FreeFrames);
        using var without = new TestMemory();
        Assert.True(without.Memory.Allocate(without.Cpu, TestMemory.Anon with { Gfp = Gfp.Dma32 }).IsNone);
    }

    private PhysicalMemoryOptions Options(long min) => new() { Bytes = 4L << 20, Dma32Bytes = 0, PercpuBatch = 0, MinFreeFrames = min, Reclaimer = _recorder };

    private sealed class Recorder : IReclaimer
    {
        public int Woken { get; private set; }

        public int Calls { get; private set; }

        public FrameRequest Last { get; private set; }

        public Func<long> Reclaim { get; set; } = () => 0;

        public long TryToFree(in FrameRequest request)
        {
            (Calls, Last) = (Calls + 1, request);
            return Reclaim();
        }

        public void Wake(int node) => Woken++;
    }
}
