using MmRuntime.Deferred;
using MmRuntime.Lockdep;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Deferred;

/// <summary>Waiting for deferred code is an edge like any other: cancel-and-wait deadlocks are reported on runs in which nobody hangs.</summary>
public sealed class WaitEdgeTests
{
    private readonly World _world = new();

    /// <summary>What can be waited for, and how.</summary>
    public static TheoryData<string> Waits => ["work.CancelSync", "work.Flush", "delayed.CancelSync", "delayed.Flush", "queue.Flush", "queue.Drain", "queue.Dispose", "thread.Stop", "thread.Join"];

    [Theory]
    [MemberData(nameof(Waits))]
    public void Waiting_under_a_lock_that_the_code_takes_is_a_wait_cycle(string wait)
    {
        RunUnderLock(wait, isCodeLocking: true);
        var report = Assert.Single(_world.Reports);
        Assert.Equal(ReportKind.WaitCycle, report.Kind);
        Assert.Contains("WaitEdgeTests.cs", report.Text, StringComparison.Ordinal);
        Assert.Contains("while", report.Headline, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public void Waiting_under_a_lock_that_the_code_does_not_take_is_fine(string wait)
    {
        RunUnderLock(wait, isCodeLocking: false);
        Assert.Empty(_world.Reports);
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public void Waiting_where_nobody_may_sleep_is_reported_though_there_is_nothing_to_wait_for(string wait)
    {
        var spin = new Spinlock(World.Fresh("spin"));
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            var work = queue.CreateDelayed(() => { }, World.Fresh("work"));
            var thread = KernelThread.Start(World.Fresh("thread"), _ => { });
            thread.Join();
            using (spin.Enter())
            {
                Wait(wait, work, thread);
            }
        });
        Assert.Equal(ReportKind.SleepInAtomic, Assert.Single(_world.Reports).Kind);
    }

    [Fact]
    public void Cancelling_without_waiting_is_fine_under_every_lock()
    {
        var gate = new SleepingMutex(World.Fresh("gate"));
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            var work = queue.CreateDelayed(() => { using var _ = gate.Enter(); }, World.Fresh("work"));
            work.Queue(TimeSpan.Zero);
            work.Flush();
            using var held = gate.Enter();
            work.Queue(TimeSpan.FromHours(1));
            Assert.True(work.Cancel());
            work.RequestStop();
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void An_item_that_waits_for_itself_is_told_before_it_hangs()
    {
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            WorkItem? work = null;
            var told = 0;
            work = queue.Create(() =>
            {
                _world.Refuse();
                told += Refused(() => work!.Flush()) + Refused(() => work!.CancelSync()) + Refused(() => queue.Flush());
            });
            work.Queue();
            work.Flush();
            Assert.Equal(3, told);
        });
    }

    [Fact]
    public void A_thread_that_joins_itself_is_told_before_it_hangs()
    {
        var told = 0;
        _world.Run(() => KernelThread.Start(World.Fresh("thread"), thread =>
        {
            _world.Refuse();
            told = Refused(() => thread.Stop()) + Refused(() => thread.Join());
        }).Join());
        Assert.Equal(2, told);
    }

    // Two items of an ordered queue: one that waits for the other waits for itself, for the other cannot begin.
    [Theory]
    [InlineData(WorkqueueKind.Ordered, 1)]
    [InlineData(WorkqueueKind.Unbound, 0)]
    public void Waiting_for_the_next_item_of_the_own_queue_is_wrong_if_they_run_one_after_the_other(WorkqueueKind kind, int reports)
    {
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"), new() { Kind = kind });
            var other = queue.Create(() => { }, World.Fresh("other"));
            var work = queue.Create(
                () =>
                {
                    // Not queued: nobody hangs, and it is wrong all the same.
                    other.Flush();
                },
                World.Fresh("work"));
            work.Queue();
            work.Flush();
        });
        Assert.Equal(reports, _world.Reports.Count);
        Assert.All(_world.Reports, report => Assert.Equal(ReportKind.SelfDeadlock, report.Kind));
    }

    [Theory]
    [InlineData(true, true, 0)]
    [InlineData(true, false, 1)]
    [InlineData(false, false, 0)]
    public void Work_on_which_freeing_memory_relies_must_not_wait_for_work_that_needs_memory(bool isSafe, bool isOtherSafe, int reports)
    {
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"), new() { IsReclaimSafe = isSafe });
            using var others = new Workqueue(World.Fresh("others"), new() { IsReclaimSafe = isOtherSafe });
            var other = others.Create(() => { }, World.Fresh("other"));
            var work = queue.Create(() => other.Flush(), World.Fresh("work"));
            work.Queue();
            work.Flush();
        });
        Assert.Equal(reports, _world.Reports.Count);
        Assert.All(_world.Reports, report => Assert.Equal(ReportKind.WrongContext, report.Kind));
    }

    [Fact]
    public void Nobody_waits_for_all_work_of_the_machine()
    {
        using (var machine = new Machine(1, _world.Validator))
        {
            machine.Run("user", _ => machine.SystemQueue.Flush());
        }

        Assert.Contains("everybody uses", Assert.Single(_world.Reports).Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_drains_it()
    {
        using (var machine = new Machine(1, _world.Validator))
        {
            machine.Run("user", _ => machine.SystemQueue.Drain());
        }

        Assert.Contains("everybody uses", Assert.Single(_world.Reports).Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timer_is_not_waited_for_under_a_lock_of_its_handler()
    {
        var stats = new Spinlock(World.Fresh("stats"));
        RunTimer(
            () =>
            {
                using var _ = stats.Enter();
            },
            timer =>
            {
                using var held = stats.EnterIrqSave();
                timer.CancelSync();
            });
        Assert.Equal(ReportKind.LockOrderCycle, Assert.Single(_world.Reports).Kind);
    }

    // The lock has nothing to do with the timer: but its interrupt can come in on top of the handler, and then spins for who waits for that handler.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Nor_under_a_lock_that_any_interrupt_takes(bool isTakenByInterrupt, int reports)
    {
        var device = new Spinlock(World.Fresh("device"));
        _world.Run(() =>
        {
            if (isTakenByInterrupt)
            {
                MmRuntime.Scheduling.SimTask.Current.RunHandler(() => { using var _ = device.Enter(); });
            }
        });
        RunTimer(
            () => { },
            timer =>
            {
                using var held = device.EnterIrqSave();
                timer.CancelSync();
            });
        Assert.Equal(reports, _world.Reports.Count);
        Assert.All(_world.Reports, report => Assert.Equal(ReportKind.InterruptInversion, report.Kind));
    }

    [Fact]
    public void A_timer_is_waited_for_without_locks_and_cancelled_under_all()
    {
        var stats = new Spinlock(World.Fresh("stats"));
        RunTimer(
            () =>
            {
                using var _ = stats.Enter();
            },
            timer =>
            {
                using (stats.EnterIrqSave())
                {
                    timer.Cancel();
                }

                timer.CancelSync();
            });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void A_lock_of_a_handler_is_not_held_where_the_handler_can_come_in()
    {
        var stats = new Spinlock(World.Fresh("stats"));
        RunTimer(() => { using var _ = stats.Enter(); }, _ => { using var held = stats.Enter(); });
        Assert.Contains(stats.Class!.Name, Assert.Single(_world.Reports).Locks);
    }

    [Fact]
    public void A_handler_that_sleeps_is_reported()
    {
        var gate = new SleepingMutex(World.Fresh("gate"));
        RunTimer(() => { using var _ = gate.Enter(); }, _ => { });
        Assert.Equal(ReportKind.SleepInAtomic, Assert.Single(_world.Reports).Kind);
    }

    [Fact]
    public void Work_that_leaves_a_lock_behind_is_reported()
    {
        var gate = new SleepingMutex(World.Fresh("gate"));
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            var work = queue.Create(() => _ = gate.Enter(), World.Fresh("work"));
            work.Queue();
            work.Flush();
        });
        Assert.Contains(_world.Reports, report => report.Kind == ReportKind.HeldAtEnd);
    }

    private static int Refused(Action wait)
    {
        Assert.Equal(ReportKind.SelfDeadlock, Assert.Throws<LockdepException>(wait).Report.Kind);
        return 1;
    }

    private void RunUnderLock(string wait, bool isCodeLocking)
    {
        var (gate, other) = (new SleepingMutex(World.Fresh("gate")), new SleepingMutex(World.Fresh("other")));
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            Action body = () =>
            {
                using var _ = (isCodeLocking ? gate : other).Enter();
            };
            var work = queue.CreateDelayed(body, World.Fresh("work"));
            work.Queue(TimeSpan.Zero);
            work.Item.Flush();
            var thread = KernelThread.Start(World.Fresh("thread"), _ => body());
            thread.Join();
            using var held = gate.Enter();
            Wait(wait, work, thread);
        });
    }

    private static void Wait(string wait, DelayedWork work, KernelThread thread)
    {
        switch (wait)
        {
            case "work.CancelSync":
                work.Item.CancelSync();
                break;
            case "work.Flush":
                work.Item.Flush();
                break;
            case "delayed.CancelSync":
                work.CancelSync();
                break;
            case "delayed.Flush":
                work.Flush();
                break;
            case "queue.Flush":
                work.Item.Owner.Flush();
                break;
            case "queue.Drain":
                work.Item.Owner.Drain();
                break;
            case "queue.Dispose":
                work.Item.Owner.Dispose();
                break;
            case "thread.Stop":
                thread.Stop();
                break;
            default:
                thread.Join();
                break;
        }
    }

    private void RunTimer(Action handler, Action<KernelTimer> then) => _world.Run(() =>
    {
        using var ran = new ManualResetEventSlim();
        var timer = new KernelTimer(
            () =>
            {
                handler();
                ran.Set();
            },
            World.Fresh("timer"));
        timer.Arm(TimeSpan.Zero);
        Assert.True(ran.Wait(TimeSpan.FromSeconds(30)));
        timer.Shutdown();
        then(timer);
    });
}
