using MmRuntime.Cpus;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>What no correct code does is told, with both places, and changes nothing.</summary>
public sealed class MisuseTests : IDisposable
{
    private readonly TestMemory _test = new();

    [Fact]
    public void A_frame_freed_twice()
    {
        var frame = _test.Take();
        Free(frame);
        Tells(() => Free(frame), "is freed, and is free already; freed at MisuseTests.cs:", ", last freed at MisuseTests.cs:");
        Tells(() => _test.Memory.FreeFrozen(_test.Cpu, frame), "is free already");
        Tells(() => _test.Memory.FreeMany(_test.Cpu, [frame]), "is free already");
    }

    [Fact]
    public void Many_frames_of_which_one_comes_twice()
    {
        var frames = _test.TakeSome(3, Gfp.None);
        frames.ForEach(frame => Assert.True(_test.Memory.PutAndTest(frame)));
        Tells(() => _test.Memory.FreeMany(_test.Cpu, [frames[0], frames[1], frames[0], frames[2]]), "is free already");
        Assert.Equal(1, _test.Change.AllocatedFrames);
        _test.Memory.FreeMany(_test.Cpu, [frames[2]]);
        Assert.Equal(0, _test.Change.AllocatedFrames);
    }

    [Fact]
    public void A_wrong_order()
    {
        var frame = _test.Take(2);
        Tells(() => Free(frame), "is freed with order 0, and was allocated with order 2", "last allocated at TestMemory.cs:");
        Tells(() => _test.Memory.Free(_test.Cpu, frame, 3), "is freed with order 3");
        Tells(() => Free(frame.Plus(1)), $"is part of the larger folio of frame {frame}");
        _test.Memory.Free(_test.Cpu, frame, 2);
    }

    [Fact]
    public void A_frame_that_somebody_has()
    {
        var frame = _test.Take();
        _test.Memory.Get(frame);
        Tells(() => Free(frame), "of type Anon is freed with 2 references and 0 maps");
        Tells(() => _test.Memory.FreeFrozen(_test.Cpu, frame), "2 references");
        Assert.False(_test.Memory.PutAndTest(frame));
        _test.Memory.AddMap(frame);
        Tells(() => Free(frame), "1 references and 1 maps");
        _test.Memory.RemoveMap(frame);
        Free(frame);
    }

    [Fact]
    public void A_folio_of_which_a_frame_is_mapped()
    {
        var head = _test.Take(1);
        _test.Memory.AddMap(head.Plus(1));
        Tells(() => _test.Memory.Free(_test.Cpu, head, 1), "0 references and 1 maps");
        _test.Memory.RemoveMap(head.Plus(1));
        _test.Memory.Frame(head.Plus(1)).EntireMaps = 1;
        Tells(() => _test.Memory.Free(_test.Cpu, head, 1), $"{head.Plus(1)}");
        _test.Memory.Frame(head.Plus(1)).EntireMaps = 0;
        _test.Memory.Free(_test.Cpu, head, 1);
    }

    [Fact]
    public void Frames_that_do_not_exist_or_are_reserved()
    {
        Tells(() => Free(new Pfn(1024)), "There is no frame 0x400: the memory ends before 0x400");
        Tells(() => _test.Memory.TypeOf(Pfn.None), "There is no frame none");
        Tells(() => Free(default), "is reserved: it was never allocated");
        Tells(() => _test.Memory.Store(PhysicalMemory.ZeroFrame, 0, 1), "it is the zero frame; nobody writes to it");
        Tells(() => _test.Memory.Materialise(default), "is reserved; nobody writes to it");
        Tells(() => _test.Memory.CopyContents(PhysicalMemory.ZeroFrame, default), "is reserved");
        Assert.Equal(0, _test.Memory.Load<long>(PhysicalMemory.ZeroFrame, 8));
    }

    [Fact]
    public void Use_of_a_free_frame()
    {
        var (frame, other) = (_test.Take(), _test.Take());
        _test.Memory.Store(frame, 0, 1);
        Free(frame);
        var used = new Action[]
        {
            () => _test.Memory.Load<int>(frame, 0), () => _test.Memory.Store(frame, 0, 2), () => _test.Memory.ReadBytes(frame, 0, new byte[9]),
            () => _test.Memory.WriteBytes(frame, 64, [1]), () => _test.Memory.Materialise(frame), () => _test.Memory.IsZero(frame),
            () => _test.Memory.CopyContents(frame, PhysicalMemory.ZeroFrame), () => _test.Memory.CopyContents(other, frame),
        };
        Assert.All(used, use => Tells(use, $"The contents of frame {frame} are used, and it is free", "last freed at MisuseTests.cs:"));
    }

    [Fact]
    public void Freed_contents_that_are_written_to()
    {
        var frame = _test.Take();
        var view = _test.Memory.View(frame);
        Free(frame);
        view[4095] = 1;
        Tells(() => _test.Memory.Allocate(_test.Cpu, TestMemory.Kernel), $"wrote to the contents of frame {frame}", "last freed at MisuseTests.cs:", "allocated again at MisuseTests.cs:");
        Assert.Equal(0, _test.Change.AllocatedFrames);
        Assert.True(_test.Memory.IsZero(_test.Take()));
    }

    [Fact]
    public void Counts_below_zero_and_of_free_frames()
    {
        var frame = _test.Take();
        Tells(() => _test.Memory.RemoveMap(frame), "A map is removed of frame", "1 references and 0 maps");
        Assert.True(_test.Memory.PutAndTest(frame));
        Tells(() => _test.Memory.PutAndTest(frame), "A reference is dropped of frame", "0 references");
        Tells(() => _test.Memory.Get(frame), "One more reference is taken of frame");
        Tells(() => _test.Memory.GetAndMap(frame), "A reference is taken for a map");
        Tells(() => _test.Memory.UnmapAndPut(frame), "A map and its reference are dropped");
        _test.Memory.FreeFrozen(_test.Cpu, frame);
        Tells(() => _test.Memory.AddMap(frame), "A map is added of frame", "type Free");
        Tells(() => _test.Memory.Unfreeze(frame, 1), "not frozen");
        Assert.Equal(0, _test.Memory.Frame(frame).Counts);
    }

    [Fact]
    public void Requests_that_make_no_sense()
    {
        Tells(() => Ask(new(FrameType.Anon, 11)), "Order 11 does not exist");
        Tells(() => Ask(new(FrameType.Anon, -1)), "Order -1 does not exist");
        Tells(() => Ask(new(FrameType.Free)), "Frames are not allocated to be 'Free'");
        Tells(() => Ask(new(FrameType.Reserved)), "Frames are not allocated to be 'Reserved'");
        Tells(() => Ask(new(FrameType.Anon, 0, Gfp.Movable | Gfp.Reclaimable)), "movable and reclaimable");
        Tells(() => Ask(new(FrameType.Anon, 0, Gfp.None, 1)), "Node 1 does not exist");
        Tells(() => _test.Memory.AllocateMany(_test.Cpu, new(FrameType.Anon, 1), new Pfn[1]), "of order 0");
        Tells(() => new TestMemory(new()).Memory.Allocate(new Cpu(2), TestMemory.Anon), "Processor 2 does not belong to this memory");
    }

    [Theory]
    [InlineData(0, null, null, null)]
    [InlineData(4097 << 4, null, null, null)]
    [InlineData((64L << 30) + 4096, null, null, null)]
    [InlineData(8 << 20, 3L << 20, null, null)]
    [InlineData(8 << 20, -4096L, null, null)]
    [InlineData(8 << 20, 12L << 20, null, null)]
    [InlineData(8 << 20, null, -1, null)]
    [InlineData(8 << 20, null, null, -1L)]
    public void Options_that_make_no_sense(long bytes, long? low, int? batch, long? min) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhysicalMemory(new() { Bytes = bytes, Dma32Bytes = low, PercpuBatch = batch, MinFreeFrames = min }));

    [Fact]
    public void Disposing_of_a_memory_that_is_in_use()
    {
        var frames = new[] { _test.Take(), _test.Take(2, type: FrameType.Table) };
        Tells(_test.Memory.Dispose, "cannot be disposed: 1 Anon, 4 Table frames are allocated, such as", "last allocated at TestMemory.cs:");
        _test.Memory.Store(frames[0], 0, 3);
        Free(frames[0]);
        _test.Memory.Free(_test.Cpu, frames[1], 2);
        _test.Memory.Dispose();
        _test.Memory.Dispose();
        Tells(() => _test.Memory.TypeOf(frames[0]), "is gone with its memory, which was disposed");
    }

    [Fact]
    public void An_abandoned_memory_asks_nothing()
    {
        var frame = _test.Take();
        _test.Memory.Abandon();
        Tells(() => _test.Memory.Load<int>(frame, 0), "was disposed");
        _test.Memory.Dispose();
    }

    public void Dispose() => _test.Dispose();

    private static void Tells(Action misuse, params string[] parts)
    {
        var thrown = Assert.Throws<MmUsageException>(misuse);
        Assert.All(parts, part => Assert.Contains(part, thrown.Message, StringComparison.Ordinal));
    }

    private void Free(Pfn frame) => _test.Memory.Free(_test.Cpu, frame);

    private void Ask(FrameRequest request) => _ = _test.Memory.Allocate(_test.Cpu, request);
}
