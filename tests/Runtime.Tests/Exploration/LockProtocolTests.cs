using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>The locks and processors themselves, all schedules with up to two preemptions; and with a step taken out, which must be noticed.</summary>
public sealed class LockProtocolTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void Bits_exclude_and_wake_their_own_waiters_out_of_one_queue() => Passes(world => Bits(world, searches: true));

    [Fact]
    public void A_release_that_looks_at_the_first_waiter_only_leaves_another_asleep()
    {
        var failure = Fails(world => Bits(world, searches: false));
        Assert.Equal(FailureKind.Deadlock, failure.Kind);
        Assert.Contains("waits for 'folio.protocol #", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiter_for_a_bit_is_counted_before_it_looks_for_the_last_time_and_a_release_looks_at_the_count_after_it()
    {
        // Either half in the other order loses the wake-up: the one looks before the other has said anything.
        Passes(world =>
        {
            var (table, flags) = (new WordLockTable(queues: 1), new long[1]);
            var locks = new WordLock(0, table, "folio.counted");
            for (var i = 0; i < 2; i++)
            {
                world.Start($"task {i}", () =>
                {
                    using (locks.Enter(ref flags[0], 0))
                    {
                    }
                });
            }

            world.AtEnd(() => world.Check(flags[0] == 0 && table.QueueOf(0) is { IsEmpty: true, Waiters.First: null }, "nobody is left behind"));
        });
    }

    // On its way to sleep it looks at the lock's own state several times: that is no sign that it has got the lock.
    [Fact]
    public void Who_waits_for_a_bit_is_not_said_to_hold_it()
    {
        var failure = Fails(world =>
        {
            var (locks, flags) = (new WordLock(0, new WordLockTable(), "folio.circle"), new long[2]);
            for (var i = 0; i < 2; i++)
            {
                var (outer, inner) = (i, 1 - i);
                world.Start($"task {i}", () =>
                {
                    using var first = locks.Enter(ref flags[outer], outer);
                    using var second = locks.Enter(ref flags[inner], inner, subclass: 1);
                });
            }
        });
        Assert.Matches("^Deadlock: 'task 0' holds 'folio.circle #0' .* and takes 'folio.circle #1' .*, while 'task 1' holds 'folio.circle #1' .* and takes 'folio.circle #0' ", failure.Message);
    }

    [Fact]
    public void Bits_are_handed_off_and_given_up_without_anybody_left_behind()
    {
        var (wasKilled, hasWaited) = (false, false);
        Passes(world =>
        {
            var (locks, flags) = (new WordLock(0, new WordLockTable(1), "folio.handoff"), new long[1]);
            SimTask? victim = null;
            var handedOff = new Completion("folio.handed");
            world.Start("reader", () =>
            {
                using (var guard = locks.Enter(ref flags[0], 7))
                {
                    guard.HandOff();
                }

                handedOff.Complete();
            });
            world.Start("io", () =>
            {
                handedOff.Wait();
                victim?.Kill();
                locks.Exit(ref flags[0], 7);
            });
            world.Start("victim", () =>
            {
                victim = SimTask.Current;
                using var guard = locks.EnterKillable(ref flags[0], 7);
                hasWaited |= guard.IsHeld;
                wasKilled |= !guard.IsHeld;
            });
            world.Start("next", () =>
            {
                using (locks.Enter(ref flags[0], 7))
                {
                }
            });
            world.AtEnd(() => world.Check(flags[0] == 0));
        });
        Assert.Equal((true, true), (wasKilled, hasWaited));
    }

    [Fact]
    public void Others_come_between_a_hand_off_and_the_release()
    {
        var wasSeen = false;
        Passes(world =>
        {
            var (bit, isHandedOff) = (new BitLock("bit.handoff"), false);
            world.Start("owner", () =>
            {
                bit.Enter();
                bit.HandOff();
                isHandedOff = true;
                bit.Exit();
            });
            world.Start("looker", () =>
            {
                using var guard = bit.TryEnter();
                wasSeen |= !guard.IsHeld && isHandedOff;
            });
        });
        Assert.True(wasSeen);
    }

    [Fact]
    public void Nothing_cached_is_used_after_the_interrupt_was_answered() => Passes(world => Interrupts(world, looksAtState: true));

    [Fact]
    public void Nor_with_interrupts_off_while_the_handler_takes_several_steps() => Passes(world => Interrupts(world, looksAtState: true, isMasked: true));

    [Fact]
    public void An_answer_in_the_middle_of_an_access_comes_too_early()
    {
        var failure = Fails(world => Interrupts(world, looksAtState: false));
        Assert.Equal(FailureKind.FailedCheck, failure.Kind);
        Assert.Contains("what is used is mapped", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_order_of_interrupts_and_what_keeps_them_out_is_seen()
    {
        // If a step changed more than it names, the search that leaves out repetitions would leave out orders that lead elsewhere.
        var all = Outcomes(isReduced: false);
        Assert.Subset(Outcomes(isReduced: true), all);
        Assert.Contains("early, 1 by sender, 2 by sender", all);
        Assert.Contains(all, outcome => outcome.StartsWith("late", StringComparison.Ordinal));
        Assert.Contains(all, outcome => outcome.Contains("1 by user", StringComparison.Ordinal));
    }

    private static void Passes(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.True(result.Executions > 1, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    private static ExplorationFailure Fails(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.False(result.IsPassed, result.ToString());
        return result.Failures[0];
    }

    // Two words whose waiters stand in one queue, each with a holder and a waiter.
    private static void Bits(World world, bool searches)
    {
        var locks = new WordLock(5, new WordLockTable(queues: 1), "folio.protocol", searches);
        var (flags, step) = (new long[2], new Cell("step"));
        for (var i = 0; i < 4; i++)
        {
            var which = i & 1;
            world.Start($"task {i}", () =>
            {
                using (locks.Enter(ref flags[which], which))
                {
                    // Plain, for the lock protects it; with a step in between, so that others could come.
                    world.Check(flags[which] == 1L << 5, "nobody else is there");
                    flags[which] |= 1;
                    _ = step.Value;
                    flags[which] &= ~1L;
                }
            });
        }

        world.AtEnd(() => world.Check(flags[0] == 0 && flags[1] == 0));
    }

    // The target uses a cached translation; the sender maps another frame, has the cache flushed, and declares the old frame gone.
    private static void Interrupts(World world, bool looksAtState, bool isMasked = false)
    {
        var (sender, target) = (new Cpu(0), new Cpu(1, isFenced: true, looksAtState));
        var (mapping, gone, cached) = (new Cell("mapping"), new Cell("gone"), new Cell("cached"));
        (mapping.Value, cached.Value) = (1, 1);
        world.Start("sender", () => sender.Run(() =>
        {
            mapping.Value = 2;
            sender.Interrupt([target], _ => cached.Value = 0);
            gone.Value = 1;
        }));
        world.Start("target", () => target.Run(() =>
        {
            for (var i = 0; i < 2; i++)
            {
                Begin(target, isMasked);
                var frame = cached.Value;
                if (frame == 0)
                {
                    cached.Value = frame = mapping.Value;
                }

                world.Check(gone.Value != frame, "what is used is mapped");
                End(target, isMasked);
            }
        }));
    }

    private static void Begin(Cpu cpu, bool isMasked)
    {
        if (isMasked)
        {
            SimTask.Current.DisableInterrupts();
        }
        else
        {
            cpu.BeginAccess();
        }
    }

    private static void End(Cpu cpu, bool isMasked)
    {
        if (isMasked)
        {
            SimTask.Current.EnableInterrupts();
        }
        else
        {
            cpu.EndAccess();
        }
    }

    // Who answers for two processors, of which one is in use and the other keeps interrupts off for a while.
    private static SortedSet<string> Outcomes(bool isReduced)
    {
        var outcomes = new SortedSet<string>(StringComparer.Ordinal);
        var result = Explorer.Run(
            world =>
            {
                var (sender, used, off) = (new Cpu(0), new Cpu(1), new Cpu(2));
                var (answers, wasEarly) = (new List<string>(), false);
                world.Start("sender", () => sender.Run(() => sender.Interrupt([used, off], cpu => answers.Add($"{cpu.Number} by {SimTask.Current.Name}"))));
                world.Start("user", () => used.Run(() =>
                {
                    used.BeginAccess();
                    used.EndAccess();
                }));
                world.Start("masker", () => off.Run(() =>
                {
                    SimTask.Current.DisableInterrupts();
                    wasEarly = off.Received == 1;
                    SimTask.Current.EnableInterrupts();
                }));
                world.AtEnd(() => outcomes.Add($"{(wasEarly ? "early" : "late")}, {string.Join(", ", answers.Order())}"));
            },
            Exhaustive with { IsReduced = isReduced, MaxPreemptions = isReduced ? 2 : 1 });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        return outcomes;
    }
}
