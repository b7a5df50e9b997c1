using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>Readers and writers of a per-processor lock, all schedules with up to two preemptions; and with a step taken out, which must be noticed.</summary>
public sealed class PercpuProtocolTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void Readers_and_a_writer_exclude_each_other() => Passes(world => ReadersAndWriter(world, new("percpu.protocol")));

    [Fact]
    public void A_writer_that_counts_readers_before_it_says_so_meets_one() =>
        Assert.Contains(FailuresOf(world => ReadersAndWriter(world, new("percpu.protocol", saysFirst: false))), failure => failure.Kind == FailureKind.FailedCheck);

    [Fact]
    public void A_reader_that_comes_while_a_writer_is_there_or_waits_lets_it_write_first()
    {
        var (cameWhileThere, cameWhileItWaited) = (false, false);
        Passes(world =>
        {
            var (rw, value, phase) = (new PercpuRwSemaphore("percpu.slow"), new Cell("value"), 0);
            world.Start("early", () =>
            {
                using (rw.Read())
                {
                    world.Check(phase != 2);
                }
            });
            world.Start("writer", () =>
            {
                phase = 1;
                using (rw.Write())
                {
                    phase = 2;
                    value.Value = 1;
                    phase = 3;
                }
            });
            world.Start("late", () =>
            {
                (cameWhileItWaited, cameWhileThere) = (cameWhileItWaited || phase == 1, cameWhileThere || phase == 2);
                using (rw.Read())
                {
                    world.Check(phase != 2);
                }
            });
        });
        Assert.Equal((true, true), (cameWhileThere, cameWhileItWaited));
    }

    [Fact]
    public void A_reader_that_steps_back_without_a_word_leaves_the_writer_asleep()
    {
        var failure = Assert.Single(FailuresOf(world => ReadersAndWriter(world, new("percpu.silent", saysFirst: true, wakesWriter: false), readers: 1)));
        Assert.Equal(FailureKind.Deadlock, failure.Kind);
        Assert.Contains("'writer' waits for 'WaitQueue'", failure.Report, StringComparison.Ordinal);
        Assert.Contains("'reader 0' waits for 'percpu.silent'", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Writers_follow_each_other_and_a_reader_meets_none()
    {
        Passes(world =>
        {
            var (rw, inside) = (new PercpuRwSemaphore("percpu.writers"), new Cell("inside"));
            for (var i = 0; i < 2; i++)
            {
                world.Start($"writer {i}", () =>
                {
                    using (rw.Write())
                    {
                        world.Check(inside.Add(1) == 1, "alone");
                        inside.Add(-1);
                    }
                });
            }

            world.Start("reader", () =>
            {
                using (rw.Read())
                {
                    world.Check(inside.Value == 0, "nobody writes what is read");
                }
            });
        });
    }

    private static void Passes(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    private static IReadOnlyList<ExplorationFailure> FailuresOf(Action<World> program) =>
        Explorer.Run(program, Exhaustive with { StopAtFirstFailure = false, MaxExecutions = 2_000 }).Failures;

    private static void ReadersAndWriter(World world, PercpuRwSemaphore rw, int readers = 2)
    {
        var value = new Cell("value");
        for (var i = 0; i < readers; i++)
        {
            world.Start($"reader {i}", () =>
            {
                using (rw.Read())
                {
                    var before = value.Value;
                    world.Check(before == value.Value, "nobody writes what is read");
                }
            });
        }

        world.Start("writer", () =>
        {
            using (rw.Write())
            {
                value.Value = 1;
                value.Value = 2;
            }
        });
    }
}
