using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Lockdep;

/// <summary>Interrupts, atomic sections and kinds of locks.</summary>
public sealed class ContextMatrixTests
{
    private readonly World _world = new();

    public static TheoryData<string, bool> SoftAndHard() => new() { { "hard", false }, { "soft", true } };

    [Theory]
    [MemberData(nameof(SoftAndHard))]
    public void Reports_a_lock_of_a_handler_that_is_held_with_interrupts_on(string name, bool isSoft)
    {
        foreach (var isHandlerFirst in new[] { true, false })
        {
            var world = new World();
            var a = Fresh("a");
            Action handler = () => world.Run(() => SimTask.Current.RunHandler(() => Take(a), isSoft));
            Action holder = () => world.Run(() => Take(a));
            (isHandlerFirst ? handler : holder)();
            (isHandlerFirst ? holder : handler)();
            var report = Assert.Single(world.Reports);
            Assert.Equal((ReportKind.InconsistentInterruptUse, a.ToString()), (report.Kind, Assert.Single(report.Locks)));
            Assert.Contains(name == "hard" ? "interrupt handler" : "software interrupt handler", report.Headline, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Silent_when_the_holder_keeps_the_interrupt_off()
    {
        var (hard, soft) = (Fresh("hard"), Fresh("soft"));
        _world.Run(() => SimTask.Current.RunHandler(() => Take(hard)));
        _world.Run(() => SimTask.Current.RunHandler(() => Take(soft), isSoft: true));
        _world.Run(() =>
        {
            using (hard.EnterIrqSave())
            {
                Take(Fresh("inner"));
            }

            SimTask.Current.DisableSoftInterrupts();
            Take(soft);
            SimTask.Current.EnableSoftInterrupts();
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Reports_interrupts_let_in_while_a_lock_of_a_handler_is_held()
    {
        var a = Fresh("a");
        _world.Run(() => SimTask.Current.RunHandler(() => Take(a)));
        _world.Run(() =>
        {
            SimTask.Current.DisableInterrupts();
            a.Enter();
            SimTask.Current.EnableInterrupts();
            a.Exit();
        });
        Assert.Equal(ReportKind.InconsistentInterruptUse, Assert.Single(_world.Reports).Kind);
    }

    // The three events of an inversion, in every order: a handler takes A; B is held with interrupts on; B is taken under A (with interrupts off).
    public static TheoryData<int, int, int, bool> Orders()
    {
        var orders = new TheoryData<int, int, int, bool>();
        foreach (var isSoft in new[] { false, true })
        {
            foreach (var (x, y, z) in new[] { (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0) })
            {
                orders.Add(x, y, z, isSoft);
            }
        }

        return orders;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Reports_an_inversion_whatever_is_seen_first(int first, int second, int third, bool isSoft)
    {
        var (a, b) = (Fresh("a"), Fresh("b"));
        Action[] events =
        [
            () => _world.Run(() => SimTask.Current.RunHandler(() => Take(a), isSoft)),
            () => _world.Run(() => Take(b)),
            () => _world.Run(() =>
            {
                SimTask.Current.DisableInterrupts();
                using (a.Enter())
                {
                    Take(b);
                }

                SimTask.Current.EnableInterrupts();
            }),
        ];
        events[first]();
        events[second]();
        Assert.Empty(_world.Reports);
        events[third]();
        var report = Assert.Single(_world.Reports);
        Assert.Equal(ReportKind.InterruptInversion, report.Kind);
        Assert.Equal([a.ToString(), b.ToString()], report.Locks);
    }

    [Fact]
    public void Reports_an_inversion_over_a_lock_between()
    {
        var (a, b, c) = (Fresh("a"), Fresh("b"), Fresh("c"));
        _world.Run(() => SimTask.Current.RunHandler(() => Take(a)));
        _world.Run(() => Take(c));
        foreach (var (outer, inner) in new[] { (a, b), (b, c) })
        {
            _world.Run(() =>
            {
                using (outer.EnterIrqSave())
                {
                    Take(inner);
                }
            });
        }

        var report = Assert.Single(_world.Reports);
        Assert.Equal((ReportKind.InterruptInversion, 2), (report.Kind, report.Legs.Count));
        Assert.Equal([a.ToString(), c.ToString()], report.Locks);
    }

    [Fact]
    public void Draws_no_edge_from_interrupted_code_to_its_interrupt()
    {
        var (a, b) = (Fresh("a"), Fresh("b"));
        _world.Run(() =>
        {
            using (a.Enter())
            {
                SimTask.Current.RunHandler(() => Take(b));
            }
        });
        _world.Run(() =>
        {
            using (b.EnterIrqSave())
            {
                Take(a);
            }
        });
        Assert.DoesNotContain(_world.Reports, report => report.Kind == ReportKind.LockOrderCycle);
    }

    public static TheoryData<string> Sleepers() => [.. Subject.All.Where(subject => !subject.Spins).Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Sleepers))]
    public void Reports_a_sleeping_lock_wherever_nothing_may_sleep(string name)
    {
        (string Where, Action<Action> Enter)[] places =
        [
            ("whose waiters spin", body => { using (Fresh("s").Enter()) { body(); } }),
            ("with interrupts off", body => { SimTask.Current.DisableInterrupts(); body(); SimTask.Current.EnableInterrupts(); }),
            ("with software interrupts off", body => { SimTask.Current.DisableSoftInterrupts(); body(); SimTask.Current.EnableSoftInterrupts(); }),
            ("in the handler of an interrupt", body => SimTask.Current.RunHandler(body)),
            ("in an RCU read section", body => { using (new RcuDomain(World.Fresh("rcu")).Enter()) { body(); } }),
        ];
        foreach (var (where, enter) in places)
        {
            var world = new World();
            var handle = Subject.Named(name).Make(LockClass.Named(World.Fresh("sleeper")));
            world.Run(() => enter(() =>
            {
                handle.Enter();
                handle.Exit();
            }));
            var report = Assert.Single(world.Reports);
            Assert.Equal((ReportKind.SleepInAtomic, handle.Lock.ToString()), (report.Kind, report.Locks[^1]));
            Assert.Contains(where, report.Headline, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reports_waits_that_take_no_lock()
    {
        _world.Run(() =>
        {
            using (Fresh("s").Enter())
            {
                SimTask.Current.MightSleep();
            }
        });
        Assert.Equal(ReportKind.SleepInAtomic, Assert.Single(_world.Reports).Kind);
    }

    [Fact]
    public void Reports_a_spinning_lock_under_a_raw_one_but_not_the_other_way_round()
    {
        var raw = new Spinlock(LockClass.Named(World.Fresh("raw"), LockKind.RawSpin));
        var spin = Fresh("spin");
        _world.Run(() =>
        {
            using (spin.Enter())
            using (raw.Enter())
            {
            }
        });
        Assert.Empty(_world.Reports);
        var other = new World();
        other.Run(() =>
        {
            using (raw.Enter())
            using (spin.Enter())
            {
            }
        });
        var report = Assert.Single(other.Reports);
        Assert.Equal(ReportKind.WrongContext, report.Kind);
        Assert.Equal([raw.ToString(), spin.ToString()], report.Locks);
    }

    [Fact]
    public void Reports_edges_that_were_not_crossed_before()
    {
        _world.Run(() => SimTask.Current.EnableInterrupts());
        _world.Run(() => SimTask.Current.EnableSoftInterrupts());
        Assert.Equal([ReportKind.WrongContext, ReportKind.WrongContext], _world.Reports.Select(report => report.Kind));
    }

    [Fact]
    public void Reports_a_handler_that_keeps_a_lock_and_goes_on()
    {
        var a = Fresh("a");
        _world.Run(() =>
        {
            SimTask.Current.RunHandler(() => a.Enter());
            Take(Fresh("b"));
        });
        Assert.Equal((ReportKind.HeldAtEnd, a.ToString()), (Assert.Single(_world.Reports).Kind, _world.Reports[0].Locks[0]));
    }

    private static Spinlock Fresh(string name) => new(World.Fresh(name));

    private static void Take(Spinlock spinlock)
    {
        using (spinlock.Enter())
        {
        }
    }
}
