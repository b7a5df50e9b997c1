using MmRuntime.Exploration;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Locking;

/// <summary>The forms that are told which task runs.</summary>
public sealed class KnownTaskTests
{
    private readonly World _world = new();
    private readonly Spinlock _spin = new(World.Fresh("spin"));
    private readonly SleepingMutex _mutex = new(World.Fresh("mutex"));
    private readonly RwSemaphore _rw = new(World.Fresh("rw"));

    [Fact]
    public void Holds_as_the_forms_that_ask_do()
    {
        _world.Run(() =>
        {
            var task = SimTask.Current;
            using (_rw.Read(task))
            using (_mutex.Enter(task))
            {
                _spin.Enter(task);
                _spin.AssertHeld();
                _mutex.AssertHeld();
                _rw.AssertHeld();
                _spin.Exit(task);
                _spin.AssertNotHeld();
            }

            using (_rw.Write(task))
            {
                _rw.AssertHeld(Annotations.LockMode.Write);
            }
        });
        Assert.Empty(_world.Reports);
        Assert.Equal(4, _world.Validator.Statistics.Acquisitions);
    }

    [Fact]
    public void Reports_the_opposite_order()
    {
        _world.Run(() =>
        {
            var task = SimTask.Current;
            using (_mutex.Enter(task))
            using (_rw.Read(task))
            {
            }

            using (_rw.Write(task))
            using (_mutex.Enter(task))
            {
            }
        });
        Assert.Equal([ReportKind.LockOrderCycle], _world.Reports.Select(report => report.Kind));
    }

    // Each verdict of the forms that ask, and of those that are told.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Readers_are_judged_as_by_the_forms_that_ask(bool isTold)
    {
        var (rcu, other) = (new RcuDomain(World.Fresh("rcu")), new RcuDomain(World.Fresh("rcu")));
        _world.Run(() =>
        {
            var task = SimTask.Current;
            Assert.False(rcu.IsReading);
            Enter(rcu);
            Enter(other);
            Enter(rcu);
            Assert.True(rcu.IsReading && other.IsReading);
            Exit(rcu);
            Assert.True(rcu.IsReading);
            Exit(rcu);
            Assert.False(rcu.IsReading);
            Assert.True(other.IsReading);
            Exit(other);
            Assert.True(!other.IsReading && task.Held.IsEmpty);
            Assert.Empty(_world.Reports);
            _world.Refuse();
            Enter(rcu);
            Assert.Equal(ReportKind.SleepInAtomic, Assert.Throws<LockdepException>(() => rcu.Synchronize()).Report.Kind);
            Assert.Equal(ReportKind.BadRelease, Assert.Throws<LockdepException>(() => Exit(other)).Report.Kind);
            Exit(rcu);
            Assert.Equal(ReportKind.BadRelease, Assert.Throws<LockdepException>(() => Exit(rcu)).Report.Kind);
            rcu.Synchronize();
            Assert.True(task.Held.IsEmpty);
        });

        void Enter(RcuDomain domain)
        {
            if (isTold)
            {
                domain.Enter(SimTask.Current);
            }
            else
            {
                _ = domain.Enter();
            }
        }

        void Exit(RcuDomain domain)
        {
            if (isTold)
            {
                domain.Exit(SimTask.Current);
            }
            else
            {
                domain.Exit();
            }
        }
    }

    [Fact]
    public void Readers_refuse_a_task_that_does_not_run_here()
    {
        var (rcu, other) = (new RcuDomain(World.Fresh("rcu")), new SimTask("other", _world.Validator));
        _world.Run(() => Assert.Throws<InvalidOperationException>(() => rcu.Enter(other)));
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Refuses_a_task_that_does_not_run_here()
    {
        var other = new SimTask("other", _world.Validator);
        _world.Run(() => Assert.Throws<InvalidOperationException>(() => _spin.Enter(other)));
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Are_scheduling_points()
    {
        var result = Explorer.Run(world =>
        {
            var (one, other) = (new SleepingMutex(World.Fresh("one")), new SleepingMutex(World.Fresh("other")));
            world.Start("forth", () => Take(one, other));
            world.Start("back", () => Take(other, one));
        });
        Assert.Equal(FailureKind.Deadlock, result.Failures.Single().Kind);

        static void Take(SleepingMutex first, SleepingMutex second)
        {
            var task = SimTask.Current;
            using (first.Enter(task))
            using (second.Enter(task))
            {
            }
        }
    }
}
