using System.Globalization;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Lockdep;

/// <summary>What a report says, and what becomes of the validator after one.</summary>
public sealed class ReportTests
{
    private readonly World _world = new();
    private readonly SleepingMutex _a = new(World.Fresh("a"));
    private readonly SleepingMutex _b = new(World.Fresh("b"));

    [Fact]
    public void Tells_both_threads_in_the_words_of_the_analyzers()
    {
        _world.Run(Out, "first");
        _world.Run(In, "second");
        var report = Assert.Single(_world.Reports);
        var legs = report.Legs;
        Assert.Equal(
            $"Deadlock: 'ReportTests.In' holds '{_b}' ({legs[0].HeldAt}) and takes '{_a}' ({legs[0].TakenAt}), while 'ReportTests.Out' holds '{_a}' ({legs[1].HeldAt}) and takes '{_b}' ({legs[1].TakenAt})",
            report.Headline);
        Assert.All(legs, leg => Assert.Equal("ReportTests.cs", leg.HeldAt.File));
        Assert.Equal(["second", "first"], legs.Select(leg => leg.Task));
        Assert.Contains("ReportTests.In", legs[0].Stack, StringComparison.Ordinal);
        Assert.Contains("ReportTests.Out", legs[1].Stack, StringComparison.Ordinal);
        Assert.Equal(_b.ToString(), Assert.Single(report.Held).Name);
    }

    [Fact]
    public void Draws_a_column_for_each_thread()
    {
        _world.Run(Out);
        _world.Run(In);
        var lines = Assert.Single(_world.Reports).Text.Split('\n');
        var second = lines[2].IndexOf("thread 2", StringComparison.Ordinal);
        Assert.True(second > 0);
        Assert.Equal(second, lines[5].IndexOf($"holds '{_a}'", StringComparison.Ordinal));
        Assert.Equal(2, lines[4].IndexOf($"holds '{_b}'", StringComparison.Ordinal));
        Assert.Equal(2, lines[6].IndexOf($"takes '{_a}'", StringComparison.Ordinal));
        Assert.Equal(second, lines[7].IndexOf($"takes '{_b}'", StringComparison.Ordinal));
    }

    [Fact]
    public void Reports_a_problem_once_and_others_still()
    {
        for (var i = 0; i < 3; i++)
        {
            _world.Run(Out);
            _world.Run(In);
        }

        var c = new SleepingMutex(World.Fresh("c"));
        _world.Run(() => Nest(_b, c));
        _world.Run(() => Nest(c, _a));
        _world.Run(() => Nest(c, _b));
        Assert.Equal(3, _world.Reports.Count);
        Assert.Equal([c.ToString(), _a.ToString(), _b.ToString()], _world.Reports[1].Locks);
        Assert.Equal([c.ToString(), _b.ToString()], _world.Reports[2].Locks);
    }

    [Fact]
    public void A_sink_that_throws_leaves_everything_as_it_was()
    {
        _world.Run(Out);
        _world.Refuse();
        _world.Run(() =>
        {
            using (_b.Enter())
            {
                var thrown = Assert.Throws<LockdepException>(() => _a.Enter());
                Assert.Equal(ReportKind.LockOrderCycle, thrown.Report.Kind);
                _a.AssertNotHeld();
                _b.AssertHeld();
                Assert.True(TryOnAnotherTask(_a));
            }

            // The chain is whole: what is taken next starts from nothing.
            Nest(_a, _b);
        });
    }

    [Fact]
    public void Says_each_of_several_faults_of_one_acquisition()
    {
        var reports = new List<ReportKind>();
        var spin = new Spinlock(World.Fresh("spin"));
        _world.Run(Out);
        _world.Validator.Sink = new Refusing(reports);
        _world.Run(() =>
        {
            using (_b.Enter())
            using (spin.Enter())
            {
                Assert.Throws<LockdepException>(() => _a.Enter());
            }
        });

        // Two cycles: over the mutex, and over the spinning lock that was taken under it.
        Assert.Equal([ReportKind.SleepInAtomic, ReportKind.LockOrderCycle, ReportKind.LockOrderCycle], reports);
    }

    [Fact]
    public void States_in_assertions_are_checked()
    {
        _world.Run(() => _a.AssertHeld());
        _world.Run(() =>
        {
            using (_a.Enter())
            {
                _a.AssertNotHeld();
            }
        });
        var rw = new RwSemaphore(World.Fresh("rw"));
        _world.Run(() =>
        {
            using (rw.Read())
            {
                rw.AssertHeld(LockMode.Read);
                rw.AssertHeld(LockMode.Write);
            }
        });
        Assert.Equal([ReportKind.NotHeld, ReportKind.HeldUnexpectedly, ReportKind.NotHeld], _world.Reports.Select(report => report.Kind));
    }

    [Fact]
    public void What_might_be_locked_counts_as_locked()
    {
        _world.Run(() =>
        {
            using (_a.Enter())
            {
                _b.MightLock();
            }
        });
        _world.Run(In);
        Assert.Equal(ReportKind.LockOrderCycle, Assert.Single(_world.Reports).Kind);
    }

    [Fact]
    public void Counts_what_it_sees()
    {
        _world.Run(Out);
        _world.Run(Out);
        var seen = _world.Validator.Statistics;
        Assert.Equal((4, 2, 2, 2, 1), (seen.Acquisitions, seen.Examined, seen.Chains, seen.Classes, seen.Edges));
    }

    [Fact]
    public void Shows_the_order_it_saw()
    {
        var c = new SleepingMutex(World.Fresh("c"));
        _world.Run(() =>
        {
            using (_a.Enter())
            {
                Nest(_b, c);
            }
        });
        var order = _world.Validator.ObservedOrder;
        Assert.Equal(3, order.Edges.Count);
        Assert.Contains($"\"{_a}\" -> \"{_b}\"", order.ToDot(), StringComparison.Ordinal);
        Assert.Equal(3, System.Text.Json.JsonDocument.Parse(order.ToJson()).RootElement.GetArrayLength());
        var attributes = order.ToAttributes().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, attributes.Length);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"[assembly: LockOrderChain(\"{_a}\", \"{_b}\")]"), attributes[0], StringComparison.Ordinal);
    }

    private static void Nest(SleepingMutex outer, SleepingMutex inner)
    {
        using (outer.Enter())
        using (inner.Enter())
        {
        }
    }

    private static bool TryOnAnotherTask(SleepingMutex mutex)
    {
        var wasFree = false;
        new SimTask("other", new LockValidator(new CollectingSink())).Run(() =>
        {
            using var guard = mutex.TryEnter();
            wasFree = guard.IsHeld;
        });
        return wasFree;
    }

    private void Out()
    {
        using (_a.Enter())
        using (_b.Enter())
        {
        }
    }

    private void In()
    {
        using (_b.Enter())
        using (_a.Enter())
        {
        }
    }

    private sealed class Refusing(List<ReportKind> reports) : ILockdepSink
    {
        public void Report(LockdepReport report)
        {
            reports.Add(report.Kind);
            throw new LockdepException(report);
        }
    }
}
