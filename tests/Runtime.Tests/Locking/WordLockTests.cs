using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Locking;

/// <summary>Locks that are bits of words, on real threads and for the validator.</summary>
public sealed class WordLockTests
{
    private readonly World _world = new();
    private readonly WordLockTable _table = new(queues: 1);
    private readonly long[] _flags = new long[8];

    [Fact]
    public void Excludes_while_others_change_the_other_bits()
    {
        var locks = new WordLock(3, _table, World.Fresh("folio"));
        var (count, isOver) = (0, 0);
        Action work = () =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                using (locks.Enter(ref _flags[0], 0))
                {
                    count++;
                }

                using (locks.Enter(ref _flags[1], 1))
                {
                }
            }

            System.Threading.Interlocked.Increment(ref isOver);
        };
        _world.RunTogether(work, work, () =>
        {
            while (Volatile.Read(ref isOver) < 2)
            {
                System.Threading.Interlocked.Or(ref _flags[0], 1L << 9);
                System.Threading.Interlocked.And(ref _flags[0], ~(1L << 9));
            }
        });
        Assert.Equal((40_000, 0, 0), (count, _flags[0], _flags[1]));
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void A_guard_that_got_nothing_releases_nothing()
    {
        var locks = new WordLock(63, _table, World.Fresh("folio"));
        _world.Run(() =>
        {
            using (locks.Enter(ref _flags[2], 2))
            {
                new World().Run(() =>
                {
                    using var guard = locks.TryEnter(ref _flags[2], 2);
                    Assert.False(guard.IsHeld);
                });
                Assert.True(locks.IsLocked(in _flags[2], 2));
                locks.AssertHeld(in _flags[2], 2);
            }

            Assert.False(locks.IsLocked(in _flags[2], 2));
            default(WordLock.Guard).Dispose();
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void A_killed_task_stops_waiting()
    {
        var locks = new WordLock(0, _table, World.Fresh("folio"));
        var waiter = new SimTask("waiter", _world.Validator);
        var wasHeld = true;
        _world.Run(() =>
        {
            using (locks.Enter(ref _flags[0], 0))
            {
                var thread = new Thread(() => waiter.Run(() =>
                {
                    using var guard = locks.EnterKillable(ref _flags[0], 0);
                    wasHeld = guard.IsHeld;
                }));
                thread.Start();
                Thread.Sleep(20);
                waiter.Kill();
                Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
            }
        });
        Assert.False(wasHeld);
        Assert.Equal(0, _flags[0]);
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void A_lock_handed_off_is_released_by_anybody_once()
    {
        var locks = new WordLock(0, _table, World.Fresh("folio"));
        _world.Run(() =>
        {
            using var guard = locks.Enter(ref _flags[0], 0);
            guard.HandOff();
            Assert.False(guard.IsHeld);
        });
        Assert.True(locks.IsLocked(in _flags[0], 0));
        _world.Run(() => locks.Exit(ref _flags[0], 0), "io");
        Assert.Equal(0, _flags[0]);
        Assert.Empty(_world.Reports);
        _world.Run(() =>
        {
            locks.Enter(ref _flags[0], 0);
            _world.Run(() => locks.Exit(ref _flags[0], 0), "thief");
            locks.HandOff(ref _flags[0], 0);
        });
        Assert.Equal((ReportKind.BadRelease, "thief"), (_world.Reports[0].Kind, _world.Reports[0].Task));
    }

    [Fact]
    public void Reports_call_it_by_the_number_of_its_record()
    {
        var locks = new WordLock(0, _table, World.Fresh("folio"));
        _world.Run(() =>
        {
            using (locks.Enter(ref _flags[0], 41))
            using (locks.Enter(ref _flags[1], 42, subclass: 1))
            {
            }
        });
        Assert.Empty(_world.Reports);
        _world.Run(() =>
        {
            using (locks.Enter(ref _flags[0], 41))
            using (locks.Enter(ref _flags[1], 42))
            {
            }
        });
        Assert.Equal(ReportKind.SameClassNesting, Assert.Single(_world.Reports).Kind);
        Assert.Contains("#41", _world.Reports[0].Headline, StringComparison.Ordinal);
        Assert.Contains("#42", _world.Reports[0].Headline, StringComparison.Ordinal);
        _world.Run(() => new WordLock(0, _table, "inner of " + locks).Enter(ref _flags[3], 0).Dispose());
    }

    [Fact]
    public void Reports_an_order_with_other_locks_and_sleep_under_a_spinning_one()
    {
        var (locks, other, spin) = (new WordLock(0, _table, World.Fresh("folio")), new SleepingMutex(World.Fresh("other")), new Spinlock(World.Fresh("spin")));
        _world.Run(() =>
        {
            using (other.Enter())
            using (locks.Enter(ref _flags[0], 0))
            {
            }

            using (locks.Enter(ref _flags[1], 1))
            using (other.Enter())
            {
            }

            using (spin.Enter())
            using (locks.Enter(ref _flags[1], 1))
            {
            }
        });
        Assert.Equal([ReportKind.LockOrderCycle, ReportKind.SleepInAtomic], _world.Reports.Select(report => report.Kind));
    }

    [Fact]
    public void Refuses_bits_and_numbers_that_do_not_exist()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WordLock(64, _table, "folio"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WordLockTable(0));
        var locks = new WordLock(0, _table, World.Fresh("folio"));
        _world.Run(() =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => locks.Enter(ref _flags[0], -1));
            Assert.Throws<ArgumentOutOfRangeException>(() => locks.Enter(ref _flags[0], 1L << 36));
            Assert.Throws<ArgumentOutOfRangeException>(() => locks.Enter(ref _flags[0], 0, subclass: 8));
        });
        Assert.Equal(LockKind.Sleep, locks.Class!.Kind);
    }
}
