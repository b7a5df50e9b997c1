using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Locking;

/// <summary>That the locks are locks: exclusion, hand-over, killing, downgrade, hand-off.</summary>
public sealed class LockBehaviourTests
{
    private readonly World _world = new();

    [Fact]
    public void Every_exclusive_lock_excludes()
    {
        foreach (var subject in Lockdep.Subject.All.Where(subject => !subject.Reads))
        {
            var handle = subject.Make(LockClass.Named(World.Fresh("excludes"), subject.Spins ? Annotations.LockKind.Spin : Annotations.LockKind.Sleep));
            var count = 0;
            Action work = () =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    handle.Enter();
                    count++;
                    handle.Exit();
                }
            };
            _world.RunTogether(work, work);
            Assert.Equal((subject.Name, 40_000), (subject.Name, count));
        }
    }

    [Fact]
    public void Readers_go_together_and_a_writer_alone()
    {
        var rw = new RwSemaphore(World.Fresh("rw"));
        _world.Run(() =>
        {
            using (rw.Read())
            {
                Assert.Equal((true, false), Elsewhere(rw));
            }

            using (var write = rw.Write())
            {
                Assert.Equal((false, false), Elsewhere(rw));
                using (write.Downgrade())
                {
                    Assert.Equal((true, false), Elsewhere(rw));
                    Assert.False(write.IsHeld);
                }

                Assert.Equal((true, true), Elsewhere(rw));
            }
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void A_killed_task_stops_waiting_and_lets_those_behind_it_pass()
    {
        var rw = new RwSemaphore(World.Fresh("rw"));
        var writer = new SimTask("writer", _world.Validator);
        var (wasHeld, hasRead) = (true, false);
        var threads = new List<Thread>();
        _world.Run(() =>
        {
            using (rw.Read())
            {
                threads.Add(Start(() => writer.Run(() =>
                {
                    using var guard = rw.WriteKillable();
                    wasHeld = guard.IsHeld;
                })));
                Until(() => Elsewhere(rw) == (false, false));
                threads.Add(Start(() => _world.Run(() =>
                {
                    using (rw.Read())
                    {
                        hasRead = true;
                    }
                })));
                Thread.Sleep(20);
                Assert.False(hasRead);
                writer.Kill();
                threads.ForEach(thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));
            }
        });
        Assert.Equal((false, true), (wasHeld, hasRead));
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void A_lock_handed_off_is_released_by_anybody_once()
    {
        var bit = new BitLock(World.Fresh("bit"));
        _world.Run(() =>
        {
            using var guard = bit.Enter();
            guard.HandOff();
            Assert.False(guard.IsHeld);
        });
        Assert.True(bit.IsLocked);
        _world.Run(() => bit.Exit(), "io");
        Assert.False(bit.IsLocked);
        Assert.Empty(_world.Reports);
        var other = new BitLock(World.Fresh("bit"));
        _world.RunTogether(() =>
        {
            other.Enter();
            _world.Run(() => other.Exit(), "thief");
            other.HandOff();
        });
        Assert.Equal(ReportKind.BadRelease, _world.Reports[0].Kind);
        Assert.Equal("thief", _world.Reports[0].Task);
    }

    [Fact]
    public void A_completion_wakes_as_many_as_it_is_signalled()
    {
        var done = new Completion(World.Fresh("done"));
        var passed = 0;
        Action wait = () =>
        {
            done.Wait();
            System.Threading.Interlocked.Increment(ref passed);
        };
        _world.RunTogether(wait, wait, () =>
        {
            done.Complete();
            done.Complete();
        });
        Assert.Equal((2, false), (passed, done.IsDone));
        _world.Run(() => Assert.False(done.Wait(TimeSpan.FromMilliseconds(5))));
        _world.Run(() => done.CompleteAll());
        _world.RunTogether(wait, wait);
        Assert.Equal((4, true), (passed, done.IsDone));
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Reports_a_wait_under_a_lock_that_the_promiser_needs()
    {
        var done = new Completion(World.Fresh("done"));
        var a = new SleepingMutex(World.Fresh("a"));
        _world.Run(() =>
        {
            using (done.Promise())
            using (a.Enter())
            {
            }

            done.Complete();
        });
        _world.Run(() =>
        {
            using (a.Enter())
            {
                done.Wait();
            }
        });
        var report = Assert.Single(_world.Reports);
        Assert.Equal(ReportKind.WaitCycle, report.Kind);
        Assert.Equal([a.ToString(), done.ToString()], report.Locks);
    }

    [Fact]
    public void A_sequence_count_shows_whole_values_only()
    {
        var (count, gate) = (new SeqCount(), new Spinlock(World.Fresh("gate")));
        var (left, right) = (new Atomics.SharedWord(0), new Atomics.SharedWord(0));
        var torn = 0;
        _world.RunTogether(
            () =>
            {
                for (var i = 1; i <= 20_000; i++)
                {
                    using (gate.Enter())
                    {
                        count.BeginWrite();
                        left.Write(count, i);
                        right.Write(count, i);
                        count.EndWrite();
                    }
                }
            },
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    long x, y, seen;
                    do
                    {
                        seen = count.BeginRead();
                        x = left.Read(count);
                        y = right.Read(count);
                    }
                    while (count.IsStale(seen));
                    torn += x == y ? 0 : 1;
                }
            });
        Assert.Equal(0, torn);
    }

    private static Thread Start(ThreadStart body)
    {
        var thread = new Thread(body) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)));

    // Whether another task could read, and write.
    private static (bool Reads, bool Writes) Elsewhere(RwSemaphore rw)
    {
        var found = (false, false);
        new SimTask("other", new LockValidator(new CollectingSink())).Run(() =>
        {
            using (var read = rw.TryRead())
            {
                found.Item1 = read.IsHeld;
            }

            using (var write = rw.TryWrite())
            {
                found.Item2 = write.IsHeld;
            }
        });
        return found;
    }
}
