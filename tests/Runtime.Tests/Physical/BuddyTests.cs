using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>Laws of the buddy allocator, against a naive model.</summary>
public sealed class BuddyTests
{
    [Theory]
    [InlineData(1, 4 << 20)]
    [InlineData(2, 4 << 20)]
    [InlineData(3, 6 << 20)]
    [InlineData(4, (4 << 20) + (37 * 4096))]
    [InlineData(5, 64 << 10)]
    public void Blocks_are_aligned_disjoint_counted_and_grow_together_again(int seed, long bytes)
    {
        using var test = new TestMemory(TestMemory.Bare(bytes));
        var random = new Random(seed);
        var owner = new int[test.Memory.Frames];
        var live = new List<(Pfn Frame, int Order)>();
        var start = Blocks(test);
        for (var step = 0; step < 6000; step++)
        {
            var isTaking = live.Count == 0 || random.Next(100) < (step / 1000 % 2 == 0 ? 60 : 40);
            if (!isTaking)
            {
                var index = random.Next(live.Count);
                var (frame, order) = live[index];
                live.RemoveAt(index);
                Mark(owner, frame, order, 0);
                test.Memory.Free(test.Cpu, frame, order);
                continue;
            }

            var wanted = random.Next(random.Next(1, PageSize.MaxOrder + 2));
            var got = test.Memory.Allocate(test.Cpu, new FrameRequest((FrameType)random.Next(1, 7), wanted, (Gfp)random.Next(3)));
            if (got.IsNone)
            {
                Assert.False(HasRoom(owner, wanted), $"step {step}: a block of order {wanted} is free and was not found");
                continue;
            }

            Assert.Equal(0u, got.Value & ((1u << wanted) - 1));
            Mark(owner, got, wanted, step + 1);
            live.Add((got, wanted));
        }

        AssertInvariants(test, owner);
        Assert.Equal(live.Sum(one => 1L << one.Order), test.Change.AllocatedFrames);
        live.ForEach(one => test.Memory.Free(test.Cpu, one.Frame, one.Order));
        Assert.Equal(start, Blocks(test));
        Assert.Equal((0, 0), (test.Change.AllocatedFrames, test.Change.FreeFrames));
        Assert.Equal(test.Change.Allocations, test.Change.Frees);
        test.Memory.Dispose();
    }

    [Fact]
    public void Every_frame_but_the_reserved_ones_can_be_had()
    {
        using var test = new TestMemory();
        var all = test.TakeAll(TestMemory.Anon);
        Assert.Equal(1022, all.Count);
        Assert.Equal(1022, all.Distinct().Count());
        Assert.DoesNotContain(PhysicalMemory.ZeroFrame, all);
        Assert.DoesNotContain(default, all);
        Assert.Equal(0, test.Memory.Snapshot().FreeFrames);
        test.FreeAll(all);
        test.Memory.Dispose();
    }

    [Fact]
    public void A_buddy_that_is_allocated_keeps_blocks_apart()
    {
        using var test = new TestMemory();
        var (first, second) = (test.Take(), test.Take());
        Assert.Equal(first.Value ^ 1, second.Value);
        test.Memory.Free(test.Cpu, first);
        Assert.Contains(first.Value, test.Memory.Zones[0].FreeBlocks().Where(block => block.Order == 0).Select(block => block.Frame));
        test.Memory.Free(test.Cpu, second);
        using var untouched = new TestMemory();
        Assert.Equal(Blocks(untouched), Blocks(test));
    }

    [Fact]
    public void Zones_do_not_grow_into_each_other()
    {
        using var test = new TestMemory(new() { Bytes = 8L << 20, Dma32Bytes = 4L << 20, PercpuBatch = 0, MinFreeFrames = 0 });
        var low = test.TakeAll(TestMemory.Anon with { Gfp = Gfp.Dma32 });
        Assert.All(low, frame => Assert.Equal(ZoneKind.Dma32, test.Memory.ZoneOf(frame)));
        Assert.Equal(1022, low.Count);
        var normal = test.TakeAll(TestMemory.Anon);
        Assert.All(normal, frame => Assert.Equal(ZoneKind.Normal, test.Memory.ZoneOf(frame)));
        Assert.Equal(1024, normal.Count);
        test.FreeAll(normal.Concat(low).Reverse());
        Assert.Equal(0, test.Change.AllocatedFrames);
        Assert.Equal(1, test.Memory.Snapshot().Zones[1].FreeBlocks[PageSize.MaxOrder]);
        test.Memory.Dispose();
    }

    [Fact]
    public void Frames_of_a_large_folio_know_their_head()
    {
        using var test = new TestMemory();
        var head = test.Take(3);
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(head, test.Memory.HeadOf(head.Plus(i)));
            Assert.Equal((3, FrameType.Anon), (test.Memory.OrderOf(head.Plus(i)), test.Memory.TypeOf(head.Plus(i))));
        }

        test.Memory.Free(test.Cpu, head, 3);
        Assert.Equal(new Pfn(head.Value + 5), test.Memory.HeadOf(head.Plus(5)));
    }

    [Fact]
    public void A_huge_memory_costs_nothing_until_it_is_used()
    {
        var before = Environment.WorkingSet;
        using var test = new TestMemory(new() { Bytes = 64L << 30, IsChecked = false });
        Assert.Equal((64L << 30) / PageSize.Base, test.Memory.Frames);
        var last = test.Take(gfp: Gfp.User);
        test.Memory.Store(last, 0, 42);
        Assert.Equal(42, test.Memory.Load<int>(last, 0));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 1L << 30);
        test.Memory.Free(test.Cpu, last);
        test.Memory.Dispose();
    }

    private static string Blocks(TestMemory test) =>
        string.Join(' ', test.Memory.Zones.SelectMany(zone => zone.FreeBlocks()).Select(block => (block.Frame, block.Order)).Order());

    private static void Mark(int[] owner, Pfn frame, int order, int mark)
    {
        for (var i = 0; i < 1 << order; i++)
        {
            ref var one = ref owner[frame.Value + i];
            Assert.True((one == 0) != (mark == 0), "two owners, or none");
            one = mark;
        }
    }

    private static bool HasRoom(int[] owner, int order)
    {
        for (var start = 0; start + (1 << order) <= owner.Length; start += 1 << order)
        {
            if (start >= 2 && owner.AsSpan(start, 1 << order).IndexOfAnyExcept(0) < 0)
            {
                return true;
            }
        }

        return false;
    }

    // Free blocks are what nobody owns, aligned, no two of them buddies, and in the list of their page block.
    private static void AssertInvariants(TestMemory test, int[] owner)
    {
        var zone = Assert.Single(test.Memory.Zones);
        var free = zone.FreeBlocks();
        var blocks = free.Select(block => (block.Frame, block.Order)).ToHashSet();
        Assert.Equal(free.Count, blocks.Count);
        Assert.Equal(owner.Skip(2).Count(one => one == 0), free.Sum(block => 1 << block.Order));
        foreach (var (frame, order, type) in free)
        {
            Assert.Equal(-1, owner.AsSpan((int)frame, 1 << order).IndexOfAnyExcept(0));
            Assert.True(order == PageSize.MaxOrder || !blocks.Contains((frame ^ (1u << order), order)), $"{frame:x} and its buddy are both free");
            Assert.Equal(type, zone.BlockTypeOf(frame));
        }
    }
}
