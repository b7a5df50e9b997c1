using MmRuntime.Deferred;

namespace MmRuntime.Tests.Deferred;

/// <summary>What workqueues promise, on threads of the host.</summary>
public sealed class WorkqueueTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly World _world = new();

    [Fact]
    public void Work_runs_once_for_each_time_it_is_queued()
    {
        var runs = 0;
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            var work = queue.Create(() => runs++);
            for (var i = 1; i <= 100; i++)
            {
                Assert.True(work.Queue());
                work.Flush();
                Assert.Equal(i, runs);
            }
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Work_that_is_pending_is_not_queued_twice()
    {
        var runs = 0;
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"), new() { Kind = WorkqueueKind.Ordered });
            using var gate = new ManualResetEventSlim();
            Assert.True(queue.Create(() => gate.Wait(Soon)).Queue());
            var work = queue.Create(() => runs++);
            Assert.True(work.Queue());
            Assert.True(work.IsPending);
            Assert.False(work.Queue());
            gate.Set();
            queue.Drain();
            Assert.False(work.IsPending);
        });
        Assert.Equal(1, runs);
    }

    [Fact]
    public void An_ordered_queue_runs_one_after_the_other_in_order()
    {
        var (order, inside, most) = (new List<int>(), 0, 0);
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"), new() { Kind = WorkqueueKind.Ordered, MaxActive = 8 });
            for (var i = 0; i < 200; i++)
            {
                var number = i;
                queue.Create(() =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    order.Add(number);
                    Interlocked.Decrement(ref inside);
                }).Queue();
            }

            queue.Flush();
        });
        Assert.Equal(Enumerable.Range(0, 200), order);
        Assert.Equal(1, most);
    }

    [Fact]
    public void No_more_items_are_under_way_than_the_queue_allows()
    {
        var (inside, most) = (0, 0);
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"), new() { MaxActive = 3 });
            using var full = new CountdownEvent(3);
            for (var i = 0; i < 12; i++)
            {
                var isFirst = i < 3;
                queue.Create(() =>
                {
                    var now = Interlocked.Increment(ref inside);
                    InterlockedMax(ref most, now);
                    if (isFirst)
                    {
                        full.Signal();
                        full.Wait(Soon);
                    }

                    Interlocked.Decrement(ref inside);
                }).Queue();
            }

            queue.Flush();
            Assert.True(full.IsSet);
        });
        Assert.Equal(3, most);
    }

    [Fact]
    public void An_item_never_runs_twice_at_once_and_what_is_queued_meanwhile_runs_after()
    {
        var (inside, most, runs) = (0, 0, 0);
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            using var begun = new SemaphoreSlim(0);
            var work = queue.Create(() =>
            {
                begun.Release();
                InterlockedMax(ref most, Interlocked.Increment(ref inside));
                Thread.Yield();
                runs++;
                Interlocked.Decrement(ref inside);
            });
            for (var i = 0; i < 50; i++)
            {
                Assert.True(work.Queue());
                Assert.True(begun.Wait(Soon));
            }

            work.Flush();
        });
        Assert.Equal((1, 50), (most, runs));
    }

    [Fact]
    public void Cancel_returns_at_once_and_CancelSync_when_the_item_has_ended()
    {
        var isOver = false;
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            using var begun = new ManualResetEventSlim();
            using var gate = new ManualResetEventSlim();
            var work = queue.Create(() =>
            {
                begun.Set();
                gate.Wait(Soon);
                isOver = true;
            });
            Assert.False(work.Cancel());
            work.Queue();
            Assert.True(begun.Wait(Soon));
            Assert.False(work.Cancel());
            Assert.True(work.IsRunning);
            Assert.False(isOver);
            using var opener = new Timer(_ => gate.Set(), null, 20, Timeout.Infinite);
            Assert.False(work.CancelSync());
            Assert.True(isOver);
            Assert.False(work.IsRunning);
        });
    }

    [Fact]
    public void Work_that_queues_itself_ends_with_CancelSync()
    {
        var runs = 0;
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            using var often = new CountdownEvent(10);
            WorkItem? work = null;
            work = queue.Create(() =>
            {
                runs++;
                if (!often.IsSet)
                {
                    often.Signal();
                }

                work!.Queue();
            });
            work.Queue();
            Assert.True(often.Wait(Soon));
            work.CancelSync();
            var ended = runs;
            Assert.False(work.IsPending || work.IsRunning);
            Assert.True(work.Queue(), "cancelling is no end for good");
            work.CancelSync();
            Assert.InRange(runs, ended, int.MaxValue);
        });
    }

    [Fact]
    public void After_a_request_to_stop_it_cannot_be_queued_until_it_is_allowed_again()
    {
        var runs = 0;
        _world.Run(() =>
        {
            using var queue = new Workqueue(World.Fresh("wq"));
            var work = queue.Create(() => runs++);
            work.RequestStop();
            Assert.True(work.IsStopRequested);
            Assert.False(work.Queue());
            work.AllowAgain();
            Assert.False(work.IsStopRequested);
            Assert.True(work.Queue());
            work.Flush();
        });
        Assert.Equal(1, runs);
    }

    [Fact]
    public void A_queue_that_is_gone_takes_nothing()
    {
        _world.Run(() =>
        {
            var queue = new Workqueue(World.Fresh("wq"), new() { IsReclaimSafe = true });
            var runs = 0;
            var work = queue.Create(() => runs++);
            work.Queue();
            queue.Dispose();
            Assert.Equal(1, runs);
            Assert.False(work.Queue());
            queue.Dispose();
        });
        Assert.Empty(_world.Reports);
    }

    // The deadlock that the own worker of such a queue is for: everybody else's are busy waiting for it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_all_workers_busy_only_a_queue_that_is_reclaim_safe_goes_on(bool isReclaimSafe)
    {
        using var machine = new Machine(1, _world.Validator, mostWorkers: 1);
        machine.Run("user", _ =>
        {
            using var gate = new ManualResetEventSlim();
            using var ran = new ManualResetEventSlim();
            using var others = machine.CreateQueue(World.Fresh("others"));
            using var queue = machine.CreateQueue(World.Fresh("wq"), new() { IsReclaimSafe = isReclaimSafe });
            others.Create(() => gate.Wait(Soon)).Queue();
            queue.Create(ran.Set).Queue();
            Assert.Equal(isReclaimSafe, ran.Wait(isReclaimSafe ? Soon : TimeSpan.FromMilliseconds(100)));
            gate.Set();
            queue.Flush();
            Assert.True(ran.IsSet);
        });
    }

    [Fact]
    public void A_bound_queue_runs_on_its_processor_one_item_at_a_time_but_others_go_on_when_one_sleeps()
    {
        using var machine = new Machine(2, _world.Validator);
        var order = new List<string>();
        machine.Run("user", cpu =>
        {
            using var queue = machine.CreateQueue(World.Fresh("wq"), new() { Kind = WorkqueueKind.Bound });
            var asleep = new MmRuntime.Locking.Completion(World.Fresh("asleep"));
            var first = queue.Create(() =>
            {
                order.Add("first begins");
                asleep.Wait();
                order.Add("first ends");
            });
            var second = queue.Create(() =>
            {
                order.Add("second");
                asleep.Complete();
            });
            first.Queue(machine.Cpus[1]);
            second.Queue(machine.Cpus[1]);
            queue.Flush();
            Assert.Same(machine.Cpus[0], cpu);
        });
        Assert.Equal(3, order.Count);
        Assert.Equal("first ends", order[^1]);
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Bad_arguments_say_what_is_wrong()
    {
        _world.Run(() =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new Workqueue("wq", new() { MaxActive = 0 }));
            Assert.Contains("machine", Assert.Throws<InvalidOperationException>(() => new Workqueue("wq", new() { Kind = WorkqueueKind.Bound })).Message, StringComparison.Ordinal);
            using var queue = new Workqueue(World.Fresh("wq"));
            Assert.Throws<ArgumentNullException>(() => queue.Create(null!));
            Assert.Throws<ArgumentOutOfRangeException>(() => queue.CreateDelayed(() => { }).Queue(TimeSpan.FromTicks(-1)));
        });
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var was = Volatile.Read(ref most); now > was && Interlocked.CompareExchange(ref most, now, was) != was; was = Volatile.Read(ref most))
        {
        }
    }
}
