using MmRuntime.Exploration;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>What RCU promises, in every schedule with up to two preemptions.</summary>
public sealed class RcuProtocolTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void A_callback_runs_after_the_readers_that_could_see_what_it_frees() => Passes(world =>
    {
        var (rcu, isThere, isFreed) = (new RcuDomain("rcu"), new Cell("there"), new Cell("freed"));
        isThere.Value = 1;
        world.Start("reader", () =>
        {
            using (rcu.Enter())
            {
                if (isThere.Value == 1)
                {
                    world.Check(isFreed.Value == 0, "what is read is not freed");
                }
            }
        });
        world.Start("writer", () =>
        {
            isThere.Value = 0;
            rcu.Call(() => isFreed.Value = 1);
            rcu.Barrier();
            world.Check(isFreed.Value == 1 && rcu.PendingCallbacks == 0);
        });
    });

    [Fact]
    public void A_section_lasts_until_the_outermost_end_and_begins_with_the_outermost_beginning() => Passes(world =>
    {
        var (rcu, isThere, isFreed) = (new RcuDomain("rcu"), new Cell("there"), new Cell("freed"));
        isThere.Value = 1;
        world.Start("reader", () =>
        {
            using (rcu.Enter())
            {
                var wasThere = isThere.Value == 1;
                using (rcu.Enter())
                {
                    world.Check(!wasThere || isFreed.Value == 0, "not freed inside");
                }

                world.Check(!wasThere || isFreed.Value == 0, "nor after the inner one");
            }
        });
        world.Start("writer", () =>
        {
            isThere.Value = 0;
            rcu.Synchronize();
            isFreed.Value = 1;
        });
    });

    [Fact]
    public void A_reader_that_keeps_interrupts_off_is_waited_for() => Passes(world =>
    {
        var (rcu, isThere, isFreed) = (new RcuDomain("rcu"), new Cell("there"), new Cell("freed"));
        isThere.Value = 1;
        world.Start("reader", () =>
        {
            rcu.Enter().Dispose();
            SimTask.Current.DisableInterrupts();
            world.Check(isThere.Value == 0 || isFreed.Value == 0, "what is read is not freed");
            SimTask.Current.EnableInterrupts();
        });
        world.Start("writer", () =>
        {
            isThere.Value = 0;
            rcu.Synchronize();
            isFreed.Value = 1;
        });
    });

    [Fact]
    public void Who_waits_for_readers_with_interrupts_off_is_reported_and_does_not_wait_for_itself()
    {
        var result = Explorer.Run(
            world => world.Start("reader", () =>
            {
                var rcu = new RcuDomain("rcu");
                rcu.Enter().Dispose();
                SimTask.Current.DisableInterrupts();
                rcu.Synchronize();
                SimTask.Current.EnableInterrupts();
            }),
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.NotEmpty(result.LockdepReports);
    }

    // Whoever comes first takes the callbacks of both; the other one must not go on before they have run.
    [Fact]
    public void A_barrier_waits_for_callbacks_that_another_one_has_taken()
    {
        var wasTaken = false;
        Passes(world =>
        {
            var (rcu, ran) = (new RcuDomain("rcu"), new Cell("ran"));
            world.Start("one", () =>
            {
                rcu.Call(() =>
                {
                    wasTaken |= SimTask.Current.Name == "two";
                    ran.Value = 1;
                });
                rcu.Barrier();
                world.Check(ran.Value == 1, "the callback has run");
            });
            world.Start("two", () => rcu.Barrier());
        });
        Assert.True(wasTaken);
    }

    private static void Passes(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }
}
