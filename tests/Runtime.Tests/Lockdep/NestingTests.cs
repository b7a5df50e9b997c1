using System.Reflection;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Lockdep;

/// <summary>Locks of one class together: roles, outer locks, and orders that are declared.</summary>
public sealed class NestingTests
{
    private readonly World _world = new();
    private readonly LockClass _class = LockClass.Named(World.Fresh("table"), LockKind.Spin);

    [Fact]
    public void Silent_when_the_second_is_taken_in_another_role()
    {
        var (x, y) = (new Spinlock(_class), new Spinlock(_class));
        for (var i = 0; i < 3; i++)
        {
            _world.Run(() => NestInRoles(x, y));
            _world.Run(() => NestInRoles(y, x));
        }

        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Reports_roles_in_the_wrong_order()
    {
        var (x, y) = (new Spinlock(_class), new Spinlock(_class));
        _world.Run(() => NestInRoles(x, y));
        _world.Run(() =>
        {
            using (x.Enter(subclass: 1))
            using (y.Enter())
            {
            }
        });
        Assert.Equal([_class.Name + "/1", _class.Name], Assert.Single(_world.Reports).Locks);
    }

    [Fact]
    public void Reports_one_lock_in_two_roles_even_when_the_chain_is_known()
    {
        var (x, y) = (new Spinlock(_class), new Spinlock(_class));
        _world.Run(() => NestInRoles(x, y));
        _world.Refuse();
        _world.Run(() =>
        {
            using (x.Enter())
            {
                Assert.Equal(ReportKind.SelfDeadlock, Assert.Throws<LockdepException>(() => x.Enter(subclass: 1)).Report.Kind);
            }
        });
    }

    [Fact]
    public void Refuses_a_role_that_does_not_exist() => Assert.Throws<ArgumentOutOfRangeException>(() => new Spinlock(_class).Enter(subclass: 8));

    [Fact]
    public void Silent_under_an_outer_lock_that_is_named_in_any_order()
    {
        var outer = new SleepingMutex(World.Fresh("outer"));
        Spinlock[] locks = [new(_class), new(_class), new(_class)];
        foreach (var order in new[] { (0, 1, 2), (2, 1, 0) })
        {
            _world.Run(() =>
            {
                using (outer.Enter())
                using (locks[order.Item1].EnterUnder(outer))
                using (locks[order.Item2].EnterUnder(outer))
                using (locks[order.Item3].EnterUnder(outer))
                {
                }
            });
        }

        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Reports_an_outer_lock_that_is_not_held()
    {
        var outer = new SleepingMutex(World.Fresh("outer"));
        _world.Run(() =>
        {
            using (new Spinlock(_class).EnterUnder(outer))
            {
            }
        });
        Assert.Equal((ReportKind.NotHeld, outer.ToString()), (Assert.Single(_world.Reports).Kind, _world.Reports[0].Locks[0]));
    }

    [Fact]
    public void Reports_the_same_lock_twice_under_an_outer_one()
    {
        var outer = new SleepingMutex(World.Fresh("outer"));
        var x = new Spinlock(_class);
        _world.Refuse();
        _world.Run(() =>
        {
            using (outer.Enter())
            using (x.EnterUnder(outer))
            {
                Assert.Equal(ReportKind.SelfDeadlock, Assert.Throws<LockdepException>(() => x.EnterUnder(outer)).Report.Kind);
            }
        });
    }

    [Fact]
    public void Checks_a_declared_order_that_nobody_has_followed_yet()
    {
        var (a, b, c) = (World.Fresh("a"), World.Fresh("b"), World.Fresh("c"));
        _world.Validator.DeclareOrder(a, b, c);
        var (outer, inner) = (new SleepingMutex(a), new SleepingMutex(c));
        _world.Run(() =>
        {
            using (inner.Enter())
            using (outer.Enter())
            {
            }
        });
        var report = Assert.Single(_world.Reports);
        Assert.Equal(ReportKind.DeclaredOrderInversion, report.Kind);
        Assert.Contains($"the declared order is '{a}' -> '{b}' -> '{c}'", report.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_orders_and_ranks_and_nests_from_attributes()
    {
        _world.Validator.Declare(Assembly.GetExecutingAssembly());
        var shop = new Shop();
        _world.Run(() =>
        {
            using (shop.Stock.Enter())
            using (shop.Orders.Enter())
            {
            }
        });
        _world.Run(() =>
        {
            using (shop.Journal.Enter())
            using (shop.Stock.Enter())
            {
            }
        });
        Assert.Equal([ReportKind.DeclaredOrderInversion, ReportKind.DeclaredOrderInversion], _world.Reports.Select(report => report.Kind));
        Assert.Equal(["nesting.stock", "nesting.orders"], _world.Reports[0].Locks);
    }

    [Fact]
    public void Checks_the_whole_chain_in_checked_mode()
    {
        var world = new World(isChecked: true);
        var (x, y) = (new Spinlock(_class), new Spinlock(_class));
        for (var i = 0; i < 100; i++)
        {
            world.Run(() => NestInRoles(x, y));
        }

        Assert.Equal((200, 200, 0), (world.Validator.Statistics.Acquisitions, world.Validator.Statistics.Examined, world.Validator.Statistics.KeyCollisions));
    }

    private static void NestInRoles(Spinlock outer, Spinlock inner)
    {
        using (outer.Enter())
        using (inner.Enter(subclass: 1))
        {
        }
    }

    private sealed class Shop
    {
        [LockClass("nesting.orders", Rank = 10)]
        public SleepingMutex Orders { get; } = new("nesting.orders");

        [LockClass("nesting.stock", Rank = 20)]
        public SleepingMutex Stock { get; } = new("nesting.stock");

        [LockOrder(After = nameof(Stock))]
        public SleepingMutex Journal { get; } = new(LockClass.DeclaredOn(typeof(Shop), nameof(Journal)));
    }
}
