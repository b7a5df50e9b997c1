using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Lockdep;

/// <summary>Several locks of one class at once: two that may be one, any number under an outer lock, and those that have keys.</summary>
public sealed class ManyOfOneClassTests
{
    private readonly World _world = new();

    [Fact]
    public void Two_tables_that_share_a_lock_take_it_once()
    {
        var lockClass = LockClass.Named(World.Fresh("table"), LockKind.Spin);
        var (x, y) = (new Spinlock(lockClass), new Spinlock(lockClass));
        _world.Run(() =>
        {
            foreach (var (first, second) in new[] { (x, y), (x, x), (y, x) })
            {
                using (first.Enter())
                {
                    using (var guard = second.EnterIfDifferent(first, subclass: 1))
                    {
                        Assert.Equal(first != second, guard.IsHeld);
                        second.AssertHeld();
                    }

                    first.AssertHeld();
                    Assert.Equal(first == second, !IsFree(second));
                }
            }
        });
        Assert.Empty(_world.Reports);
        Assert.True(IsFree(x) && IsFree(y));
    }

    [Fact]
    public void Reports_a_first_lock_that_is_not_held()
    {
        var x = new Spinlock(World.Fresh("table"));
        _world.Run(() =>
        {
            using (x.EnterIfDifferent(x, subclass: 1))
            {
            }
        });
        Assert.Equal(ReportKind.NotHeld, Assert.Single(_world.Reports).Kind);
    }

    [Fact]
    public void Every_sleeping_lock_nests_under_an_outer_one_in_any_order()
    {
        foreach (var (make, enter, exit) in Outsiders)
        {
            var outer = new SleepingMutex(World.Fresh("outer"));
            var lockClass = LockClass.Named(World.Fresh("inner"));
            var (x, y) = (make(lockClass), make(lockClass));
            foreach (var (first, second) in new[] { (x, y), (y, x) })
            {
                _world.Run(() =>
                {
                    using (outer.Enter())
                    {
                        enter(first, outer);
                        enter(second, outer);
                        exit(second);
                        exit(first);
                    }
                });
            }

            Assert.Empty(_world.Reports);
            var before = _world.Reports.Count;
            _world.Run(() =>
            {
                enter(x, outer);
                exit(x);
            });
            Assert.Equal(ReportKind.NotHeld, _world.Reports[before].Kind);
            _world.Forget();
        }
    }

    [Fact]
    public void Silent_in_ascending_order_of_keys()
    {
        var locks = Keyed(3, 5, 9);
        for (var i = 0; i < 3; i++)
        {
            _world.Run(() => Nest(locks[0], locks[1], locks[2]));
            _world.Run(() => Nest(locks[0], locks[2]));
            _world.Run(() => Nest(locks[1], locks[2]));
        }

        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Reports_a_descending_order_though_the_chain_is_known()
    {
        var locks = Keyed(3, 5, 9);
        _world.Run(() => Nest(locks[0], locks[1], locks[2]));
        _world.Run(() => Nest(locks[0], locks[2], locks[1]));
        var report = Assert.Single(_world.Reports);
        Assert.Equal(ReportKind.SameClassNesting, report.Kind);
        Assert.Contains("#3 (Number 9)", report.Headline, StringComparison.Ordinal);
        Assert.Contains("#2 (Number 5)", report.Headline, StringComparison.Ordinal);
        Assert.Contains("ascending keys", report.Headline, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(7, null)]
    [InlineData(null, 7)]
    public void Reports_equal_and_missing_keys(int? first, int? second)
    {
        var locks = Keyed(first, second);
        _world.Run(() => Nest(locks[0], locks[1]));
        Assert.Equal(ReportKind.SameClassNesting, Assert.Single(_world.Reports).Kind);
        Assert.Equal(first != second, _world.Reports[0].Headline.Contains("no Number known", StringComparison.Ordinal));
    }

    [Fact]
    public void Silent_in_descending_order_when_the_later_one_is_only_tried_or_nests_or_has_a_role()
    {
        var (outer, locks) = (new SleepingMutex(World.Fresh("outer")), Keyed(3, 5));
        _world.Run(() => Nest(locks[0], locks[1]));
        _world.Run(() =>
        {
            using (outer.Enter())
            using (locks[1].EnterUnder(outer))
            using (locks[0].EnterUnder(outer))
            {
            }

            using (locks[1].Enter())
            using (var guard = locks[0].TryEnter())
            {
                Assert.True(guard.IsHeld);
            }

            using (locks[1].Enter())
            using (locks[0].Enter(subclass: 1))
            {
            }
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Keys_are_given_once_and_are_forgotten_with_their_locks()
    {
        var lockClass = LockClass.Named(World.Fresh("short"));
        var last = new SleepingMutex(lockClass);
        last.SetOrder(1);
        Assert.Throws<InvalidOperationException>(() => last.SetOrder(2));
        for (var i = 0; i < 2_000; i++)
        {
            new SleepingMutex(lockClass).SetOrder(i);
            if (i % 500 == 0)
            {
                GC.Collect();
            }
        }

        Assert.InRange(lockClass.Keys!.Count, 1, 1_500);
        Assert.Equal(1, new LockMap(last.Map).Key);
    }

    private static List<(Func<LockClass, ValidatedLock> Make, Action<ValidatedLock, ValidatedLock> Enter, Action<ValidatedLock> Exit)> Outsiders { get; } =
    [
        (of => new SleepingMutex(of), (one, outer) => ((SleepingMutex)one).EnterUnder(outer), one => ((SleepingMutex)one).Exit()),
        (of => new RwSemaphore(of), (one, outer) => ((RwSemaphore)one).WriteUnder(outer), one => ((RwSemaphore)one).ExitWrite()),
        (of => new RwSemaphore(of), (one, outer) => ((RwSemaphore)one).ReadUnder(outer), one => ((RwSemaphore)one).ExitRead()),
        (of => new BitLock(of), (one, outer) => ((BitLock)one).EnterUnder(outer), one => ((BitLock)one).Exit()),
    ];

    private static bool IsFree(Spinlock one)
    {
        var isFree = false;
        new World().Run(() =>
        {
            using var guard = one.TryEnter();
            isFree = guard.IsHeld;
        });
        return isFree;
    }

    private static void Nest(params SleepingMutex[] locks)
    {
        foreach (var one in locks)
        {
            one.Enter();
        }

        foreach (var one in locks.Reverse())
        {
            one.Exit();
        }
    }

    // Of one class, which no other test has, declared as that of accounts.
    private static SleepingMutex[] Keyed(params long?[] keys)
    {
        var lockClass = LockClass.Named(World.Fresh("account"));
        lockClass.OrderedBy = LockClass.DeclaredOn(typeof(Account), "_gate").OrderedBy;
        return [.. keys.Select(key =>
        {
            var made = new SleepingMutex(lockClass);
            if (key is { } known)
            {
                made.SetOrder(known);
            }

            return made;
        })];
    }

    private sealed class Account
    {
        [OrderedBy(nameof(Number))]
        private readonly SleepingMutex _gate = new();

        public long Number { get; init; }

        public bool IsGated => _gate.Class is not null;
    }
}
