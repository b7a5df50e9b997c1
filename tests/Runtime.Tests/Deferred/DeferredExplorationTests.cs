using MmRuntime.Atomics;
using MmRuntime.Deferred;
using MmRuntime.Exploration;

namespace MmRuntime.Tests.Deferred;

using World = MmRuntime.Exploration.World;

/// <summary>What deferred code promises, in every schedule with up to two preemptions.</summary>
public sealed class DeferredExplorationTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void After_a_request_to_stop_and_CancelSync_nothing_of_it_runs()
    {
        Passes(world =>
        {
            var state = new State();
            var work = new Workqueue("wq").Create(state.Step, "work");
            world.Start("producer", () => work.Queue());
            world.Start("ender", () =>
            {
                work.RequestStop();
                work.CancelSync();
                var runs = state.Runs.Read(state);
                world.Check(!work.IsPending && !work.IsRunning && state.Inside.Read(state) == 0 && state.Runs.Read(state) == runs);
            });
        });
    }

    [Fact]
    public void A_request_to_stop_makes_the_waits_of_running_work_look() => Passes(world =>
    {
        var waits = new MmRuntime.Locking.WaitQueue();
        WorkItem? work = null;
        work = new Workqueue("wq").Create(() => waits.Wait(work!, static work => work.IsStopRequested), "work");
        work.Queue();
        world.Start("ender", () =>
        {
            work.RequestStop();
            work.CancelSync();
        });
    });

    // Without the request it is queued again, without the wait it goes on: the explorer must find both.
    [Fact]
    public void After_CancelSync_alone_others_may_have_queued_it_again()
    {
        var result = Explorer.Run(
            world =>
            {
                var state = new State();
                var work = new Workqueue("wq").Create(state.Step, "work");
                world.Start("producer", () => work.Queue());
                world.Start("ender", () =>
                {
                    work.CancelSync();
                    world.Check(!work.IsPending && !work.IsRunning);
                });
            },
            Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
    }

    [Fact]
    public void After_Cancel_it_may_still_run()
    {
        var result = Explorer.Run(
            world =>
            {
                var state = new State();
                var work = new Workqueue("wq").Create(state.Step, "work");
                work.Queue();
                world.Start("ender", () =>
                {
                    work.Cancel();
                    world.Check(state.Inside.Read(state) == 0);
                });
            },
            Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
    }

    [Fact]
    public void Flush_waits_for_what_was_queued_before_it_and_a_cancel_lets_it_go_on()
    {
        Passes(world =>
        {
            var state = new State();
            var work = new Workqueue("wq").Create(state.Step, "work");
            work.Queue();
            world.Start("flusher", () =>
            {
                work.Flush();
                world.Check(!work.IsPending && !work.IsRunning);
            });
            world.Start("canceller", () =>
            {
                if (work.Cancel())
                {
                    state.Cancels.Add(state, 1);
                }
            });
            world.AtEnd(() => world.Check(state.Runs.Read(state) + state.Cancels.Read(state) == 1));
        });
    }

    [Fact]
    public void A_flush_of_what_is_cancelled_is_over_at_once_however_long_the_queue_is_busy() =>
        EndsAFlushByCancelling(() => new Workqueue("wq", new() { Kind = WorkqueueKind.Ordered }));

    [Fact]
    public void An_item_that_waits_for_a_worker_is_taken_back() => EndsAFlushByCancelling(() => new Machine(1, mostWorkers: 1).CreateQueue("wq"));

    // Queued while it runs, it needs no second worker after all: that one is still to be had for the item it waits for.
    [Fact]
    public void A_worker_that_was_not_needed_can_be_had_again() => Passes(world =>
    {
        var (machine, done) = (new Machine(1, mostWorkers: 2), new MmRuntime.Locking.Completion("done"));
        var queue = machine.CreateQueue("wq");
        var (work, other) = (queue.Create(() => done.Wait(), "work"), queue.Create(() => done.CompleteAll(), "other"));
        work.Queue();
        world.Start("user", () =>
        {
            work.Queue();
            other.Queue();
            queue.Flush();
        });
    });

    // The first timer may be about to queue it when the new time is set: too late, and it must not take the place of the new one.
    [Fact]
    public void A_timer_that_was_replaced_while_it_fired_does_not_queue()
    {
        Passes(world =>
        {
            var (start, last) = (world.Time.GetUtcNow(), TimeSpan.Zero);
            var work = new Workqueue("wq").CreateDelayed(() => last = world.Time.GetUtcNow() - start, "work");
            world.Start("user", () =>
            {
                MmRuntime.Locking.WaitQueue asleep = new();
                work.Queue(TimeSpan.FromSeconds(1));
                _ = asleep.Wait(work, static _ => false, TimeSpan.FromSeconds(1));
                world.Check(work.Requeue(TimeSpan.FromSeconds(5)));
                _ = asleep.Wait(work, static _ => false, TimeSpan.FromSeconds(60));
            });
            world.AtEnd(() => world.Check(last == TimeSpan.FromSeconds(6)));
        });
    }

    [Fact]
    public void An_item_is_never_inside_twice_however_often_it_is_queued()
    {
        Passes(world =>
        {
            var state = new State();
            var work = new Workqueue("wq", new() { MaxActive = 2 }).Create(state.Step, "work");
            work.Queue();
            world.Start("again", () => work.Queue());
            world.AtEnd(() => world.Check(state.Most == 1));
        });
    }

    [Fact]
    public void An_ordered_queue_keeps_its_order()
    {
        Passes(world =>
        {
            var order = new List<int>();
            var queue = new Workqueue("wq", new() { Kind = WorkqueueKind.Ordered });
            var (one, two) = (queue.Create(() => order.Add(1), "one"), queue.Create(() => order.Add(2), "two"));
            world.Start("user", () =>
            {
                one.Queue();
                two.Queue();
                queue.Flush();
                world.Check(order is [1, 2]);
            });
        });
    }

    [Fact]
    public void Delayed_work_runs_when_its_time_has_come_and_a_new_time_replaces_the_old_one()
    {
        Passes(world =>
        {
            var (start, ran) = (world.Time.GetUtcNow(), TimeSpan.Zero);
            var work = new Workqueue("wq").CreateDelayed(() => ran = world.Time.GetUtcNow() - start, "work");
            world.Start("user", () =>
            {
                world.Check(work.Queue(TimeSpan.FromSeconds(10)));
                world.Check(!work.Queue(TimeSpan.FromSeconds(1)), "it is pending");
                world.Check(work.Requeue(TimeSpan.FromSeconds(5)));
                MmRuntime.Locking.WaitQueue asleep = new();
                _ = asleep.Wait(work, static work => !work.IsPending, TimeSpan.FromSeconds(60));
            });
            world.AtEnd(() => world.Check(ran == TimeSpan.FromSeconds(5)));
        });
    }

    [Fact]
    public void Flushed_delayed_work_does_not_wait_for_its_time()
    {
        Passes(world =>
        {
            var (start, runs) = (world.Time.GetUtcNow(), 0);
            var work = new Workqueue("wq").CreateDelayed(() => runs++, "work");
            world.Start("user", () =>
            {
                work.Queue(TimeSpan.FromHours(1));
                work.Flush();
                world.Check(runs == 1 && world.Time.GetUtcNow() == start);
            });
        });
    }

    [Fact]
    public void Two_that_set_the_time_anew_leave_one_of_the_two_standing()
    {
        Passes(world =>
        {
            var state = new State();
            var work = new Workqueue("wq").CreateDelayed(state.Step, "work");
            world.Start("one", () => work.Requeue(TimeSpan.FromSeconds(1)));
            world.Start("two", () => work.Requeue(TimeSpan.FromSeconds(2)));
            world.Start("waiter", () =>
            {
                MmRuntime.Locking.WaitQueue asleep = new();
                _ = asleep.Wait(state, static _ => false, TimeSpan.FromSeconds(10));
                world.Check(state.Runs.Read(state) == 1);
            });
        });
    }

    [Fact]
    public void A_timer_that_is_shut_down_does_not_fire_afterwards_even_if_its_handler_sets_it_again()
    {
        Passes(world =>
        {
            var state = new State();
            KernelTimer? timer = null;
            timer = new KernelTimer(
                () =>
                {
                    state.Step();
                    timer!.Arm(TimeSpan.FromSeconds(1));
                },
                "timer");
            world.Start("user", () =>
            {
                timer.Arm(TimeSpan.FromSeconds(1));
                MmRuntime.Locking.WaitQueue asleep = new();
                _ = asleep.Wait(state, static _ => false, TimeSpan.FromSeconds(1));
                timer.Shutdown();
                var runs = state.Runs.Read(state);
                _ = asleep.Wait(state, static _ => false, TimeSpan.FromSeconds(5));
                world.Check(state.Runs.Read(state) == runs && state.Inside.Read(state) == 0);
            });
        });
    }

    [Fact]
    public void A_thread_that_is_stopped_has_ended()
    {
        Passes(world =>
        {
            var state = new State();
            var waits = new MmRuntime.Locking.WaitQueue();
            world.Start("user", () =>
            {
                var thread = KernelThread.Start("thread", self =>
                {
                    waits.Wait(self, static self => self.ShouldStop);
                    state.Step();
                });
                thread.Stop();
                world.Check(thread.IsOver && state.Runs.Read(state) == 1);
            });
        });
    }

    // Nobody tells the thread's wait: the flag alone is not seen.
    [Fact]
    public void A_thread_whose_wait_does_not_look_at_the_flag_hangs_its_end()
    {
        var result = Explorer.Run(
            world =>
            {
                var waits = new MmRuntime.Locking.WaitQueue();
                world.Start("user", () => KernelThread.Start("thread", _ => waits.Wait(world, static _ => false)).Stop());
            },
            Exhaustive);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(FailureKind.Deadlock, failure.Kind);
        Assert.Contains("'thread' waits for 'WaitQueue'", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_waits_while_it_is_set_up_is_told_so()
    {
        var message = Assert.Throws<InvalidOperationException>(() => Explorer.Run(_ =>
        {
            var work = new Workqueue("wq").Create(() => { }, "work");
            work.Queue();
            work.Flush();
        })).Message;
        Assert.Contains("'work'", message, StringComparison.Ordinal);
        Assert.Contains("outside of any task", message, StringComparison.Ordinal);
    }

    // The first item keeps the queue until the flush of the second is over: so it is the cancelling that ends it.
    private static void EndsAFlushByCancelling(Func<Workqueue> makeQueue) => Passes(world =>
    {
        var (state, mayEnd) = (new State(), new MmRuntime.Locking.Completion("may end"));
        var queue = makeQueue();
        var work = queue.Create(state.Step, "work");
        world.Check(queue.Create(() => mayEnd.Wait(), "first").Queue() && work.Queue());
        world.Start("flusher", () =>
        {
            work.Flush();
            mayEnd.Complete();
            queue.Flush();
        });
        world.Start("canceller", () => world.Check(work.Cancel() && !work.IsPending));
        world.AtEnd(() => world.Check(state.Runs.Read(state) == 0));
    });

    private static void Passes(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString() + string.Concat(result.Failures.Select(failure => failure.Report)));
        Assert.Empty(result.LockdepReports);
    }

    // What the code did, told step by step.
    private sealed class State
    {
        public SharedWord Inside;
        public SharedWord Runs;
        public SharedWord Cancels;

        public long Most { get; private set; }

        public void Step()
        {
            Most = Math.Max(Most, Inside.Add(this, 1));
            Runs.Add(this, 1);
            Inside.Add(this, -1);
        }
    }
}
