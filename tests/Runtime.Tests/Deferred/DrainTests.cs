using MmRuntime.Atomics;
using MmRuntime.Deferred;
using MmRuntime.Exploration;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Deferred;

using CallSite = MmRuntime.Scheduling.CallSite;
using World = MmRuntime.Exploration.World;

/// <summary>Waiting for all of a queue, and its end: what is waited for, who may queue meanwhile, and who goes home.</summary>
public sealed class DrainTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void A_queue_that_is_drained_takes_items_of_its_own_items_only_and_afterwards_of_everybody() => Passes(world =>
    {
        var (queue, mayEnd, runs) = (new Workqueue("wq"), new Completion("may end"), new Cell());
        var (own, other) = (queue.Create(runs.Count, "own"), queue.Create(runs.Count, "other"));
        var first = queue.Create(
            () =>
            {
                mayEnd.Wait();
                world.Check(own.Queue());
            },
            "first");
        first.Queue();
        world.Start("drainer", () =>
        {
            queue.Drain();
            world.Check(runs.Value == 1, "what was queued meanwhile has run");
            world.Check(other.Queue());
            queue.Flush();
            world.Check(runs.Value == 2);
        });
        world.Start("other", () =>
        {
            // Time passes when nobody can run: then the drainer waits.
            Sleep();
            world.Check(!other.Queue());
            mayEnd.Complete();
        });
    });

    [Fact]
    public void Flushing_a_queue_waits_for_nothing_that_was_queued_since() => Passes(world =>
    {
        var (queue, mayEnd, isFlushed) = (new Workqueue("wq"), new Completion("may end"), new Completion("flushed"));
        var (first, later) = (queue.Create(() => mayEnd.Wait(), "first"), queue.Create(() => isFlushed.Wait(), "later"));
        first.Queue();
        world.Start("flusher", () =>
        {
            queue.Flush();
            isFlushed.Complete();
        });
        world.Start("other", () =>
        {
            Sleep();
            later.Queue();
            mayEnd.Complete();
        });
    });

    [Fact]
    public void Flushing_an_item_waits_for_no_run_that_was_queued_since() => Passes(world =>
    {
        var (mayEnd, isFlushed, runs) = (new Completion("may end"), new Completion("flushed"), 0);
        var work = new Workqueue("wq").Create(() => (runs++ == 0 ? mayEnd : isFlushed).Wait(), "work");
        work.Queue();
        world.Start("flusher", () =>
        {
            work.Flush();
            isFlushed.Complete();
        });
        world.Start("other", () =>
        {
            Sleep();
            work.Queue();
            mayEnd.Complete();
        });
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Workers_go_home_when_the_queue_or_machine_that_has_them_is_gone(bool isReclaimSafe)
    {
        var driver = new CountingDriver();
        new SimTask("user", driver, new Tests.World().Validator).Run(() =>
        {
            using var machine = new Machine(1);
            using (var queue = machine.CreateQueue(Tests.World.Fresh("wq"), new() { IsReclaimSafe = isReclaimSafe }))
            {
                queue.Create(() => { }).Queue();
            }

            using var own = new Workqueue(Tests.World.Fresh("own"), new() { IsReclaimSafe = isReclaimSafe });
            own.Create(() => { }).Queue();
        });
        Assert.True(driver.Started >= 2);
        Assert.True(SpinWait.SpinUntil(() => driver.Ended == driver.Started, TimeSpan.FromSeconds(30)));
    }

    // There is nothing to wait for any more, so it may be done anywhere.
    [Fact]
    public void A_queue_that_is_gone_is_ended_again_without_a_word()
    {
        var world = new Tests.World();
        var spin = new Spinlock(Tests.World.Fresh("spin"));
        world.Run(() =>
        {
            var queue = new Workqueue(Tests.World.Fresh("wq"));
            queue.Dispose();
            using var held = spin.Enter();
            queue.Dispose();
        });
        Assert.Empty(world.Reports);
    }

    private static void Sleep()
    {
        var nothing = new WaitQueue();
        _ = nothing.Wait(nothing, static _ => false, TimeSpan.FromSeconds(1));
    }

    private static void Passes(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    private sealed class Cell
    {
        private SharedWord _value;

        public long Value => _value.Read(this);

        public void Count() => _value.Add(this, 1);
    }

    // As the operating system's, and counts what it starts.
    private sealed class CountingDriver : TaskDriver
    {
        private readonly OsTaskDriver _driver = new(TimeProvider.System);
        private int _started;
        private int _ended;

        public int Started => Volatile.Read(ref _started);

        public int Ended => Volatile.Read(ref _ended);

        public override bool IsDeterministic => false;

        public override TimeProvider Time => _driver.Time;

        public override SimTask Start(string name, Action body, MmRuntime.Lockdep.LockValidator validator)
        {
            Interlocked.Increment(ref _started);
            return _driver.Start(
                name,
                () =>
                {
                    body();
                    Interlocked.Increment(ref _ended);
                },
                validator);
        }

        public override void Point(PointKind kind, object subject, CallSite site) => _driver.Point(kind, subject, site);

        public override void BeforeAccess(object owner, long index, SharedAccess access) => _driver.BeforeAccess(owner, index, access);

        public override void Relax(object subject, int round, CallSite site) => _driver.Relax(subject, round, site);

        public override bool Park(object subject, TimeSpan timeout, CallSite site) => _driver.Park(subject, timeout, site);

        public override void Unpark() => _driver.Unpark();

        public override int Choose(int alternatives, object subject, CallSite site) => _driver.Choose(alternatives, subject, site);

        public override void Begin(SimTask task) => _driver.Begin(task);

        public override void End(SimTask task) => _driver.End(task);
    }
}
