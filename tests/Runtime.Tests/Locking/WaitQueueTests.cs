using MmRuntime.Exploration;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;
using MmRuntime.Tests.Exploration;

namespace MmRuntime.Tests.Locking;

/// <summary>Waits for conditions and completions: nobody misses a wake-up, and nobody keeps one that another one needs.</summary>
public sealed class WaitQueueTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private readonly World _world = new();

    [Fact]
    public void A_wake_up_that_comes_to_one_whose_time_is_over_goes_on_to_the_next()
    {
        var (wasInTime, wasLate) = (false, false);
        Passes(world =>
        {
            var (done, asleep) = (new Completion("done"), new WaitQueue());
            world.Start("impatient", () =>
            {
                if (done.Wait(TimeSpan.FromSeconds(1)))
                {
                    wasInTime = true;
                    done.Complete();
                    return;
                }

                wasLate = true;
            });
            world.Start("patient", () => done.Wait());
            world.Start("waker", () =>
            {
                _ = asleep.Wait(asleep, static _ => false, TimeSpan.FromSeconds(1));
                done.Complete();
            });
        });
        Assert.Equal((true, true), (wasInTime, wasLate));
    }

    [Fact]
    public void A_waker_that_says_it_before_it_is_so_loses_the_wake_up()
    {
        var result = Explorer.Run(
            world =>
            {
                var (queue, flag) = (new WaitQueue(), new Cell("flag"));
                world.Start("waiter", () => queue.Wait(flag, static flag => flag.Value == 1));
                world.Start("waker", () =>
                {
                    queue.WakeAll();
                    flag.Value = 1;
                });
            },
            Exhaustive);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(FailureKind.LostWakeup, failure.Kind);
        Assert.Contains("'waker' signalled it at WaitQueueTests.cs:", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_task_waits_no_longer_for_a_condition_or_completion()
    {
        Passes(world =>
        {
            var (queue, done, begun, victim) = (new WaitQueue(), new Completion("done"), new Completion("begun"), (SimTask?)null);
            world.Start("victim", () =>
            {
                victim = SimTask.Current;
                begun.Complete();
                world.Check(!queue.WaitKillable(world, static _ => false));
                world.Check(!done.WaitKillable());
            });
            world.Start("killer", () =>
            {
                begun.Wait();
                victim!.Kill();
            });
        });
    }

    [Fact]
    public void Waiting_for_a_condition_or_completion_is_reported_where_nobody_may_sleep()
    {
        var (queue, done, spin) = (new WaitQueue(), new Completion(World.Fresh("done")), new Spinlock(World.Fresh("spin")));
        done.CompleteAll();
        _world.Run(() =>
        {
            using var held = spin.Enter();
            queue.Wait(queue, static _ => true);
            Assert.Equal(ReportKind.SleepInAtomic, Assert.Single(_world.Reports).Kind);
        });
        _world.Forget();
        _world.Run(() =>
        {
            using var held = spin.Enter();
            Assert.True(done.Wait(TimeSpan.Zero));
            Assert.Equal(ReportKind.SleepInAtomic, Assert.Single(_world.Reports).Kind);
        });
    }

    [Fact]
    public void What_is_completed_for_good_stays_so_and_what_is_completed_once_is_used_up() => Passes(world =>
    {
        var (all, one) = (new Completion("all"), new Completion("one"));
        for (var i = 0; i < 2; i++)
        {
            world.Start($"waiter {i}", () =>
            {
                all.Wait();
                one.Wait();
                world.Check(all.IsDone);
            });
        }

        world.Start("waker", () =>
        {
            all.CompleteAll();
            one.Complete();
            one.Complete();
        });
        world.AtEnd(() => world.Check(all.IsDone && !one.IsDone));
    });

    private static void Passes(Action<MmRuntime.Exploration.World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }
}
