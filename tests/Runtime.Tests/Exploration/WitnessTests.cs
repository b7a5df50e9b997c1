using System.Runtime.CompilerServices;
using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>A suspicion is confirmed in one execution if it is true, and refuted if something outside keeps the tasks apart.</summary>
public sealed class WitnessTests
{
    private static readonly Witness AWithB = new(WitnessRole.Holding("a"), WitnessRole.Holding("b"));

    [Fact]
    public void Confirms_a_true_cycle_in_one_execution()
    {
        var result = Explorer.Confirm(Programs.Abba, AWithB);
        Assert.Equal(WitnessVerdict.Confirmed, result.Verdict);
        Assert.Equal(1, result.Executions);
        Assert.Contains("Deadlock: 'first' holds 'a'", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Confirms_by_the_lines_where_the_locks_are_taken()
    {
        var (first, second) = (0, 0);
        var result = Explorer.Confirm(Cycle, new Witness(WitnessRole.At("Exploration/WitnessTests.cs", Line(nameof(first))), WitnessRole.At("WitnessTests.cs", Line(nameof(second)))));
        Assert.Equal(WitnessVerdict.Confirmed, result.Verdict);
        Assert.Equal(1, result.Executions);

        void Cycle(World world)
        {
            var (a, b) = (new TinyLock("a"), new TinyLock("b"));
            world.Start("one", () =>
            {
                a.Enter(line: first = 1001);
                b.Enter();
                b.Exit();
                a.Exit();
            });
            world.Start("two", () =>
            {
                b.Enter(line: second = 1002);
                a.Enter();
                a.Exit();
                b.Exit();
            });
        }

        static int Line(string name) => name == "first" ? 1001 : 1002;
    }

    [Fact]
    public void Confirms_a_cycle_of_three()
    {
        var result = Explorer.Confirm(
            world =>
            {
                var locks = new[] { new TinyLock("a"), new TinyLock("b"), new TinyLock("c") };
                for (var i = 0; i < 3; i++)
                {
                    var (outer, inner) = (locks[i], locks[(i + 1) % 3]);
                    world.Start($"task {i}", () =>
                    {
                        outer.Enter();
                        inner.Enter();
                        inner.Exit();
                        outer.Exit();
                    });
                }
            },
            new Witness(WitnessRole.Holding("a"), WitnessRole.Holding("b"), WitnessRole.Holding("c")));
        Assert.Equal(WitnessVerdict.Confirmed, result.Verdict);
        Assert.Equal(1, result.Executions);
    }

    [Fact]
    public void Confirms_when_only_a_later_visit_is_the_bad_one()
    {
        var result = Explorer.Confirm(
            world =>
            {
                // These hand over: who waits is next, and the first visits do no harm.
                var (a, b) = (new SleepingMutex("a"), new SleepingMutex("b"));
                world.Start("one", () =>
                {
                    for (var round = 0; round < 3; round++)
                    {
                        using (a.Enter())
                        {
                            if (round == 2)
                            {
                                using (b.Enter())
                                {
                                }
                            }
                        }
                    }
                });
                world.Start("two", () =>
                {
                    using (b.Enter())
                    {
                        using (a.Enter())
                        {
                        }
                    }
                });
            },
            AWithB);
        Assert.Equal(WitnessVerdict.Confirmed, result.Verdict);
        Assert.InRange(result.Executions, 2, 10);
        Assert.Single(result.Exploration.LockdepReports);
    }

    [Fact]
    public void Not_reached_if_a_gate_keeps_them_apart()
    {
        var result = Explorer.Confirm(
            world =>
            {
                var (gate, a, b) = (new TinyLock("gate"), new TinyLock("a"), new TinyLock("b"));
                world.Start("one", () => Gated(gate, a, b));
                world.Start("two", () => Gated(gate, b, a));
            },
            AWithB);
        Assert.Equal(WitnessVerdict.NotReached, result.Verdict);
        Assert.True(result.Exploration.IsPassed);

        static void Gated(TinyLock gate, TinyLock outer, TinyLock inner)
        {
            gate.Enter();
            Nest(outer, inner);
            gate.Exit();
        }
    }

    [Fact]
    public void Refuted_if_they_go_on_from_there()
    {
        var result = Explorer.Confirm(
            world =>
            {
                var (a, b) = (new TinyLock("a"), new TinyLock("b"));
                world.Start("one", () => Tries(a, b));
                world.Start("two", () => Nest(b, a));
            },
            AWithB);
        Assert.Equal(WitnessVerdict.Refuted, result.Verdict);

        static void Tries(TinyLock outer, TinyLock inner)
        {
            outer.Enter();
            if (inner.TryEnter(TimeSpan.FromSeconds(1)))
            {
                inner.Exit();
            }

            outer.Exit();
        }
    }

    [Fact]
    public void Refuses_a_single_role() => Assert.Throws<ArgumentException>(() => new Witness(WitnessRole.Holding("a")));

    private static void Nest(TinyLock outer, TinyLock inner, [CallerLineNumber] int line = 0)
    {
        outer.Enter(line: line);
        inner.Enter(line: line);
        inner.Exit();
        outer.Exit();
    }
}
