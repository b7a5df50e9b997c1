using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.Deferred;
using MmRuntime.Exploration;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using static SharedAccess;
using World = MmRuntime.Exploration.World;

/// <summary>Before each change of what others see, a lock or processor says so, by itself: else the explorer takes two such steps for one.</summary>
public sealed class TellingTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void A_writer_of_a_per_processor_lock_says_that_it_is_there_then_queues_then_counts()
    {
        var rw = new PercpuRwSemaphore("percpu.told");

        // Counting is a look at the lock, not at the queue; so is the end, first of the mark and then of the gate.
        Assert.Equal(
            [(rw, Update), (null, Update), (rw, Read), (null, Update), (rw, Write), (rw, Update)],
            Told(rw, () =>
            {
                using (rw.Write())
                {
                }
            }));
    }

    [Fact]
    public void A_reader_that_meets_a_writer_steps_back_and_goes_through_the_gate_step_by_step()
    {
        var ways = Ways(world => new PercpuRwSemaphore("percpu.told"), rw => rw.Read().Dispose(), rw => rw.Write().Dispose());
        Assert.Equal(["Read Read", "Read Update Update Update Read"], ways.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_waiter_for_a_bit_says_that_it_queues_and_that_it_looks_and_a_release_that_it_looks_for_waiters()
    {
        var flags = new long[1];
        var ways = Ways(world => new WordLock(0, new WordLockTable(), "folio.told"), locks => locks.Enter(ref flags[0], 0).Dispose(), locks => locks.Enter(ref flags[0], 0).Dispose());
        Assert.Equal(["Update", "Update Update Update"], ways.Order(StringComparer.Ordinal));
        Assert.Equal(["Read"], Ways(world => new WordLock(0, new WordLockTable(), "folio.told"), locks => locks.IsLocked(in flags[0], 0), _ => { }));
    }

    [Fact]
    public void Who_waits_for_a_condition_says_that_it_comes_and_goes()
    {
        var queue = new WaitQueue();
        Assert.Equal([(queue, Update), (queue, Update)], Told(queue, () => queue.Wait(queue, static _ => true)));
    }

    [Fact]
    public void Callbacks_are_told_when_they_are_added_when_they_are_taken_and_when_they_have_run()
    {
        var (rcu, cell) = (new RcuDomain("rcu.told"), new Cell("cell"));
        Assert.Single(Told(rcu, () => rcu.Call(() => cell.Value = 1)));

        // Taken, the new epoch, no readers, the callback's own step, done.
        Assert.Equal([(null, Update), (rcu, Update), (null, Write), (null, Update)], Told(rcu, () => rcu.Barrier()));

        // A reader's interrupts are looked at as the reader's, not the domain's.
        rcu.Enter().Dispose();
        Assert.Equal([(null, Update), (SimTask.Current, Update)], Told(SimTask.Current, () => rcu.Synchronize()));
    }

    [Fact]
    public void Accesses_and_interrupts_off_are_told_at_both_ends()
    {
        var cpu = new Cpu(0);
        new Tests.World().Run(() => cpu.Run(() =>
        {
            Assert.Equal([(cpu, Update), (cpu, Write)], Told(cpu, () =>
            {
                cpu.BeginAccess();
                cpu.EndAccess();
            }));
            Assert.Equal([(cpu, Update), (cpu, Update)], Told(cpu, () =>
            {
                SimTask.Current.DisableInterrupts();
                SimTask.Current.EnableInterrupts();
            }));
        }));
    }

    // The handler may have taken steps of its own: what comes after it is a step again.
    [Fact]
    public void An_interrupt_is_told_when_it_is_sent_when_its_sender_looks_and_when_it_is_answered()
    {
        var (cpu, target, cell) = (new Cpu(0), new Cpu(1), new Cell("cell"));
        Assert.Equal(
            [(target, Update), (target, Update), (null, Write), (target, Update)],
            Told(target, () => cpu.Interrupt([target], _ => cell.Value = 1)));
    }

    [Fact]
    public void Every_look_at_a_timer_is_told()
    {
        var timer = new KernelTimer(() => { }, "timer.told");
        Assert.Equal([(timer, Update), (timer, Update)], Told(timer, () => Assert.False(timer.IsPending || timer.Cancel())));
    }

    [Fact]
    public void Each_change_of_turns_on_a_processor_is_told()
    {
        var cpu = new Cpu(0);
        Assert.Equal(5, Told(cpu, () => cpu.Run(() =>
        {
            _ = SimTask.Current.Sleep(cpu, TimeSpan.Zero, default);
            _ = cpu.Reschedule();
        })).Count());
    }

    private static IEnumerable<(object? Owner, SharedAccess Access)> Told(object owner, Action body)
    {
        var recorder = new Recorder(null);
        recorder.During(body);
        return recorder.Told.Select(told => (told.Owner == owner ? owner : null, told.Access));
    }

    // In which ways the accesses of the first task come, over all schedules with the second.
    private static HashSet<string> Ways<T>(Func<World, T> make, Action<T> one, Action<T> two)
    {
        var ways = new HashSet<string>(StringComparer.Ordinal);
        var result = Explorer.Run(
            world =>
            {
                var subject = make(world);
                world.Start("one", () =>
                {
                    var recorder = new Recorder(SharedAccessHook.Current);
                    recorder.During(() => one(subject));
                    ways.Add(string.Join(' ', recorder.Told.Select(told => told.Access)));
                });
                world.Start("two", () => two(subject));
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        return ways;
    }

    private sealed class Recorder(SharedAccessHook? next) : SharedAccessHook
    {
        public List<(object Owner, SharedAccess Access)> Told { get; } = [];

        public void During(Action body)
        {
            var outer = Current;
            Current = this;
            try
            {
                body();
            }
            finally
            {
                Current = outer;
            }
        }

        public override void BeforeAccess(object owner, long index, SharedAccess access)
        {
            Told.Add((owner, access));
            next?.BeforeAccess(owner, index, access);
        }
    }
}
