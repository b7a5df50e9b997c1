using MmRuntime.Exploration;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>References and maps in one word.</summary>
public sealed class CountsTests
{
    [Fact]
    public void One_addition_takes_one_of_each()
    {
        using var test = new TestMemory();
        var (memory, frame) = (test.Memory, test.Take());
        memory.GetAndMap(frame);
        Assert.Equal((2, 1), (memory.ReferencesOf(frame), memory.MapsOf(frame)));
        Assert.Equal(2 + (1L << 32), memory.Frame(frame).Counts);
        Assert.False(memory.UnmapAndPut(frame));
        memory.AddMap(frame);
        memory.AddMap(frame);
        Assert.False(memory.RemoveMap(frame));
        Assert.True(memory.RemoveMap(frame));
        memory.Get(frame);
        Assert.False(memory.PutAndTest(frame));
        memory.Put(test.Cpu, frame);
        Assert.Equal(FrameType.Free, memory.TypeOf(frame));
        memory.Dispose();
    }

    [Fact]
    public void A_frame_without_references_gives_none()
    {
        using var test = new TestMemory();
        var frame = test.Take();
        Assert.True(test.Memory.TryGet(frame));
        Assert.False(test.Memory.PutAndTest(frame));
        Assert.True(test.Memory.PutAndTest(frame));
        Assert.False(test.Memory.TryGet(frame));
        test.Memory.FreeFrozen(test.Cpu, frame);
        Assert.False(test.Memory.TryGet(frame));
        var frozen = test.Memory.AllocateFrozen(test.Cpu, TestMemory.Anon);
        Assert.False(test.Memory.TryGet(frozen));
        test.Memory.Unfreeze(frozen, 3);
        Assert.Equal(3, test.Memory.ReferencesOf(frozen));
    }

    [Fact]
    public void Freezes_only_if_nobody_else_has_a_reference()
    {
        using var test = new TestMemory();
        var frame = test.Take();
        test.Memory.Get(frame);
        Assert.False(test.Memory.TryFreeze(frame, 1));
        Assert.True(test.Memory.TryFreeze(frame, 2));
        Assert.False(test.Memory.TryGet(frame));
        test.Memory.Unfreeze(frame, 2);
        Assert.Equal(2, test.Memory.ReferencesOf(frame));
    }

    [Fact]
    public void References_of_a_folio_are_its_heads_and_maps_each_frames_own()
    {
        using var test = new TestMemory();
        var head = test.Take(2);
        var tail = head.Plus(3);
        test.Memory.GetAndMap(tail);
        Assert.Equal((2, 0), (test.Memory.ReferencesOf(head), test.Memory.MapsOf(head)));
        Assert.Equal((2, 1), (test.Memory.ReferencesOf(tail), test.Memory.MapsOf(tail)));
        Assert.False(test.Memory.UnmapAndPut(tail));
        Assert.True(test.Memory.TryGet(tail));
        test.Memory.Put(test.Cpu, tail);
        test.Memory.Put(test.Cpu, tail);
        Assert.Equal(FrameType.Free, test.Memory.TypeOf(head));
        test.Memory.Dispose();
    }

    [Fact]
    public void Whoever_finds_a_frame_without_a_lock_gets_it_or_not_but_never_free()
    {
        var result = Explorer.Run(
            world =>
            {
                var test = new TestMemory(TestMemory.Bare(64 << 10));
                var frame = test.Take();
                var freed = 0;
                world.Start("finder", () =>
                {
                    if (test.Memory.TryGet(frame))
                    {
                        world.Check(test.Memory.TypeOf(frame) == FrameType.Anon, "what is referenced is not free");
                        freed += test.Memory.PutAndTest(frame) ? 1 : 0;
                    }
                });
                world.Start("owner", () => freed += test.Memory.PutAndTest(frame) ? 1 : 0);
                world.AtEnd(() =>
                {
                    world.Check(freed == 1, "one of them dropped the last reference");
                    test.Memory.FreeFrozen(test.Cpu, frame);
                    test.Memory.Dispose();
                });
            },
            new ExplorationOptions { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2 });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }
}
