using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

using World = MmRuntime.Exploration.World;

/// <summary>Two who store to one line at once, before which it has held nothing.</summary>
public sealed class ContentsRaceTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void No_byte_is_lost_in_any_order_of_two_preemptions()
    {
        var result = Explorer.Run(world => Race(world, isLocked: true), Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Equal(2, result.CompleteToPreemptions);
    }

    [Fact]
    public void Without_the_lock_a_byte_is_cleared_away()
    {
        var result = Explorer.Run(world => Race(world, isLocked: false), Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
        Assert.Contains("both bytes are there", result.Failures[0].Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_beside_one_who_makes_all_lines_is_not_lost()
    {
        var result = Explorer.Run(
            world =>
            {
                var (memory, frame) = Make(isLocked: true);
                world.Start("store", () => memory.Store(frame, 70, (byte)7));
                world.Start("materialise", () => memory.Materialise(frame));
                world.AtEnd(() =>
                {
                    world.Check(memory.Load<byte>(frame, 70) == 7, "the byte is there");
                    memory.Abandon();
                });
            },
            Exhaustive with { MaxPreemptions = 1 });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    [Fact]
    public void Threads_that_store_to_the_same_lines_lose_nothing()
    {
        using var test = new TestMemory();
        var world = new Tests.World();
        const int Frames = 300;
        var frames = test.TakeSome(Frames, Gfp.None);
        var turn = 0;
        world.RunTogether(() => Store(0), () => Store(1));
        for (var i = 0; i < Frames; i++)
        {
            for (var at = 0; at < PageSize.Base; at += 32)
            {
                Assert.Equal((1, 2), (test.Memory.Load<byte>(frames[i], at), test.Memory.Load<byte>(frames[i], at + 1)));
            }
        }

        Assert.Empty(world.Reports);

        // Both begin each frame together, at the same line.
        void Store(int number)
        {
            for (var i = 0; i < Frames; i++)
            {
                System.Threading.Interlocked.Increment(ref turn);
                SpinWait.SpinUntil(() => Volatile.Read(ref turn) >= 2 * (i + 1));
                for (var at = 0; at < PageSize.Base; at += 32)
                {
                    test.Memory.Store(frames[i], at + number, (byte)(number + 1));
                }
            }
        }
    }

    private static (PhysicalMemory Memory, Pfn Frame) Make(bool isLocked)
    {
        var memory = new PhysicalMemory(TestMemory.Bare(64 << 10), isLocked);
        return (memory, memory.Allocate(new Cpu(0), TestMemory.Kernel));
    }

    private static void Race(World world, bool isLocked)
    {
        var (memory, frame) = Make(isLocked);
        world.Start("first", () => memory.Store(frame, 64, (byte)1));
        world.Start("second", () => memory.Store(frame, 65, (byte)2));
        world.AtEnd(() =>
        {
            var isWhole = memory.Load<byte>(frame, 64) == 1 && memory.Load<byte>(frame, 65) == 2 && memory.Load<long>(frame, 72) == 0;
            memory.Abandon();
            world.Check(isWhole, "both bytes are there");
        });
    }
}
