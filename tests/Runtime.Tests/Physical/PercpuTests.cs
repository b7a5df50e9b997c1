using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>Lists of processors: alone, together, drained by others, and as the validator sees them.</summary>
public sealed class PercpuTests
{
    private readonly World _world = new();

    [Fact]
    public void A_processor_fetches_batches_and_gives_batches_back()
    {
        using var test = new TestMemory(Options(8));
        var frame = test.Take();
        Assert.Equal(7, test.Memory.Snapshot().PercpuFrames);
        test.Memory.Free(test.Cpu, frame);
        Assert.Equal(8, test.Memory.Snapshot().PercpuFrames);
        Assert.Equal(frame, test.Take());
        test.Memory.Free(test.Cpu, frame);
        var many = test.TakeSome(100, Gfp.None);
        test.FreeAll(many);
        Assert.InRange(test.Memory.Snapshot().PercpuFrames, 8, 48);
        Assert.Equal((0, 0), (test.Change.FreeFrames, test.Change.AllocatedFrames));
        test.Memory.DrainAll();
        Assert.Equal(0, test.Memory.Snapshot().PercpuFrames);
        Assert.Equal(1, test.Memory.Snapshot().Zones[0].FreeBlocks[9]);
        test.Memory.Dispose();
    }

    [Fact]
    public void Each_processor_has_its_own_and_frames_may_come_back_elsewhere()
    {
        using var test = new TestMemory(Options(4));
        var other = new Cpu(1);
        var frames = test.TakeSome(10, Gfp.None);
        frames.ForEach(frame => test.Memory.Free(other, frame));
        Assert.Equal(frames[^1], test.Memory.Allocate(other, TestMemory.Kernel));
        Assert.Equal((1, 11, 10), (test.Change.AllocatedFrames, test.Change.Allocations, test.Change.Frees));
        Assert.Equal((1, 0), (test.Change.Allocated(FrameType.Slab), test.Change.Allocated(FrameType.Anon)));
    }

    [Fact]
    public void Frames_keep_to_the_migrate_type_of_their_page_block()
    {
        using var test = new TestMemory(Options(4));
        var movable = test.TakeSome(20, Gfp.Movable);
        var rest = test.TakeSome(20, Gfp.None);
        test.FreeAll(movable.Concat(rest));
        Assert.Contains(test.Take(gfp: Gfp.Movable), movable);
        Assert.Contains(test.Take(), rest);
        test.Memory.DrainAll();
        Assert.All(test.Memory.Zones[0].FreeBlocks(), block => Assert.Equal(block.Type, test.Memory.Zones[0].BlockTypeOf(block.Frame)));
    }

    [Fact]
    public void Many_come_and_go_at_once()
    {
        using var test = new TestMemory(Options(4));
        var frames = new Pfn[100];
        Assert.Equal(100, test.Memory.AllocateMany(test.Cpu, TestMemory.Anon, frames));
        Assert.Equal(100, frames.Distinct().Count());
        Assert.All(frames, frame => Assert.True(test.Memory.PutAndTest(frame)));
        test.Memory.FreeMany(test.Cpu, frames);
        Assert.Equal((0, 100, 100), (test.Change.AllocatedFrames, test.Change.Allocations, test.Change.Frees));
        Assert.InRange(test.Memory.Snapshot().PercpuFrames, 1, 24);
        Assert.Equal(0, test.Memory.AllocateMany(test.Cpu, TestMemory.Anon, []));
        var all = new Pfn[2000];
        Assert.Equal(1022, test.Memory.AllocateMany(test.Cpu, TestMemory.Anon with { Gfp = Gfp.Kernel }, all));
        Assert.Equal(1, test.Change.Failures);
        test.FreeAll(all.Take(1022));
        test.Memory.Dispose();
    }

    [Fact]
    public void The_shortest_way_leads_where_the_other_one_does()
    {
        var options = new Func<bool, PhysicalMemoryOptions>(isShort => new()
        {
            Bytes = 8L << 20,
            Dma32Bytes = 4L << 20,
            PercpuBatch = 4,
            MinFreeFrames = 16,
            IsChecked = false,
            TakesShortWay = isShort,
        });
        using var shortWay = new TestMemory(options(true));
        using var longWay = new TestMemory(options(false));
        var (random, held) = (new Random(7), new List<Pfn>());
        for (var step = 0; step < 20_000; step++)
        {
            if (held.Count == 0 || random.Next(100) < (step / 4000 % 2 == 0 ? 60 : 40))
            {
                var request = new FrameRequest((FrameType)random.Next(1, 7), 0, (Gfp)random.Next(3));
                var frame = shortWay.Memory.Allocate(shortWay.Cpu, request);
                Assert.Equal(frame, longWay.Memory.Allocate(longWay.Cpu, request));
                if (!frame.IsNone)
                {
                    Assert.Equal(shortWay.Memory.Frame(frame).Tag, longWay.Memory.Frame(frame).Tag);
                    Assert.True(shortWay.Memory.IsZero(frame));
                    shortWay.Memory.Store(frame, 0, step + 1);
                    held.Add(frame);
                }

                continue;
            }

            var index = random.Next(held.Count);
            shortWay.Memory.Free(shortWay.Cpu, held[index]);
            longWay.Memory.Free(longWay.Cpu, held[index]);
            Assert.Throws<MmUsageException>(() => shortWay.Memory.Free(shortWay.Cpu, held[index]));
            held.RemoveAt(index);
        }

        var change = shortWay.Memory.Snapshot().Difference(longWay.Memory.Snapshot());
        Assert.Equal((0, 0, 0, 0), (change.AllocatedFrames, change.Allocations, change.Frees, change.PercpuFrames));
        shortWay.FreeAll(held);
        shortWay.Memory.Dispose();
    }

    [Fact]
    public void What_others_keep_is_found_before_a_request_fails()
    {
        using var test = new TestMemory(Options(60));
        var other = new Cpu(1);
        var all = test.TakeAll(TestMemory.Kernel);
        all.Take(50).ToList().ForEach(frame => test.Memory.Free(other, frame));
        Assert.True(test.Memory.Allocate(test.Cpu, TestMemory.Kernel).IsNone);
        Assert.False(test.Memory.Allocate(test.Cpu, TestMemory.Kernel with { Gfp = Gfp.Kernel }).IsNone);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Threads_on_two_processors_and_one_that_drains_lose_nothing(bool takesShortWay)
    {
        using var test = new TestMemory(new() { Bytes = 16L << 20, PercpuBatch = 4, Cpus = 2, TakesShortWay = takesShortWay, IsChecked = !takesShortWay });
        var isOver = 0;
        _world.RunTogether(() => Work(0), () => Work(1), () =>
        {
            while (Volatile.Read(ref isOver) < 2)
            {
                test.Memory.DrainAll();
                Thread.Yield();
            }
        });
        Assert.Equal((0, 0), (test.Change.AllocatedFrames, test.Change.FreeFrames));
        test.Memory.Dispose();
        Assert.Empty(_world.Reports);

        void Work(int number)
        {
            var (cpu, random, held) = (new Cpu(number), new Random(number), new List<(Pfn Frame, int Order)>());
            for (var i = 0; i < 15_000; i++)
            {
                var order = random.Next(8) == 0 ? random.Next(5) : 0;
                if (held.Count < 200 && test.Memory.Allocate(cpu, new FrameRequest(FrameType.Anon, order, (Gfp)random.Next(3))) is { IsNone: false } frame)
                {
                    test.Memory.Store(frame, 0, number + 1);
                    held.Add((frame, order));
                }

                if (held.Count >= 200 || random.Next(2) == 0)
                {
                    var index = random.Next(held.Count);
                    Assert.Equal(number + 1, test.Memory.Load<int>(held[index].Frame, 0));
                    test.Memory.Free(cpu, held[index].Frame, held[index].Order);
                    held[index] = held[^1];
                    held.RemoveAt(held.Count - 1);
                }
            }

            held.ForEach(one => test.Memory.Free(cpu, one.Frame, one.Order));
            System.Threading.Interlocked.Increment(ref isOver);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Processors_and_a_drain_in_every_order_of_two_preemptions(int cpus)
    {
        var result = Explorer.Run(
            world =>
            {
                var test = new TestMemory(new() { Bytes = 64 << 10, Dma32Bytes = 0, PercpuBatch = 2, MinFreeFrames = 0, IsChecked = false });
                for (var number = 0; number < cpus; number++)
                {
                    var cpu = new Cpu(number);
                    world.Start($"user {number}", () => TakeAndFree(world, test, cpu));
                }

                // With two users each goes to the zone for itself; what a drain may meet is seen with one.
                if (cpus == 1)
                {
                    world.Start("drain", () => test.Memory.DrainAll());
                }

                world.AtEnd(() =>
                {
                    world.Check(test.Change.AllocatedFrames == 0 && test.Change.FreeFrames == 0, "nothing is lost");
                    test.Memory.Dispose();
                });
            },
            new ExplorationOptions { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    [Fact]
    public void The_validator_sees_lists_above_zones_and_contents_under_all()
    {
        using var test = new TestMemory(Options(4));
        _world.Run(() =>
        {
            var frame = test.Take();
            test.Memory.Store(frame, 0, 1);
            test.Memory.Free(test.Cpu, frame);
            test.Memory.DrainAll();
        });
        Assert.Empty(_world.Reports);
        var edge = Assert.Single(_world.Validator.ObservedOrder.Edges, edge => edge.Taken == "zone.lock");
        Assert.Equal(("percpu.frames", "TestMemory.cs"), (edge.Held, edge.HeldAt.File));
    }

    [Fact]
    public void The_shortest_way_allocates_nothing_on_the_managed_heap()
    {
        using var test = new TestMemory(Options(8));
        _world.Run(() =>
        {
            Turn();
            Turn();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                Turn();
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        });

        void Turn()
        {
            for (var order = 0; order < 4; order++)
            {
                var frame = test.Memory.Allocate(test.Cpu, new FrameRequest(FrameType.Anon, order));
                test.Memory.Store(frame, 60, 1L);
                test.Memory.Free(test.Cpu, frame, order);
            }
        }
    }

    private static PhysicalMemoryOptions Options(int batch) => new() { Bytes = 4L << 20, Dma32Bytes = 0, PercpuBatch = batch, MinFreeFrames = 0, Cpus = 2 };

    private static void TakeAndFree(MmRuntime.Exploration.World world, TestMemory test, Cpu cpu)
    {
        var frame = test.Memory.Allocate(cpu, TestMemory.Kernel);
        world.Check(!frame.IsNone, "there is enough for both");
        test.Memory.Free(cpu, frame);
    }
}
