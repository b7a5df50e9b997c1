using MmRuntime.Exploration;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Locking;

/// <summary>Locks that are an int of a record.</summary>
public sealed class RecordSpinlockTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private readonly World _world = new();
    private readonly RecordSpinlock _lock = new(World.Fresh("record"));
    private readonly int[] _words = new int[10];

    [Fact]
    public void Two_threads_are_never_in_it_together()
    {
        const int Rounds = 200_000;
        var counted = 0L;
        _world.RunTogether(Count, Count);
        Assert.Equal((2L * Rounds, 0), (counted, _words[3]));
        Assert.Empty(_world.Reports);

        void Count()
        {
            var task = SimTask.Current;
            for (var i = 0; i < Rounds; i++)
            {
                var hold = _lock.Enter(ref _words[3], 3, task, default);
                counted++;
                _lock.Exit(ref _words[3], 3, hold);
            }
        }
    }

    [Fact]
    public void Who_tries_gets_it_or_nothing() => _world.Run(() =>
    {
        Assert.True(Try(3, 0, out var hold));
        Assert.Equal(1, _words[3]);
        Assert.False(Try(3, 0, out _));
        Assert.False(Try(3, 5, out _));
        Assert.Equal(1, Task.Held.Entries.Length);
        Assert.True(Try(4, 5, out var other));
        Assert.Equal(2, Task.Held.Entries.Length);

        // In whatever order, and without a word of the role.
        _lock.Exit(ref _words[3], 3, hold);
        _lock.Exit(ref _words[4], 4, other);
        Assert.Equal((true, 0, 0), (Task.Held.IsEmpty, _words[3], _words[4]));
        Assert.Empty(_world.Reports);
    });

    [Fact]
    public void Reports_the_same_record_twice_and_another_one_only_without_a_role() => _world.Run(() =>
    {
        var hold = Enter(3, 0);
        Exit(4, Enter(4, 1));
        Assert.Empty(_world.Reports);
        Exit(4, Enter(4, 0));
        Assert.Equal(ReportKind.SameClassNesting, Assert.Single(_world.Reports).Kind);
        _world.Refuse();
        Assert.Equal(ReportKind.SelfDeadlock, Refusal(() => _ = Enter(3, 0)));
        Assert.Equal(ReportKind.SelfDeadlock, Refusal(() => _ = Enter(3, 1)));
        Exit(3, hold);
        Assert.True(Task.Held.IsEmpty);
    });

    [Fact]
    public void Reports_a_release_of_what_is_not_held_and_releases_nothing() => _world.Run(() =>
    {
        var hold = Enter(3, 0);
        _words[4] = 1;
        _world.Refuse();
        Assert.Equal(ReportKind.BadRelease, Refusal(() => Exit(4, hold)));
        Assert.Equal(1, _words[4]);
        Exit(3, hold);
        Assert.Equal(ReportKind.BadRelease, Refusal(() => Exit(3, hold)));
    });

    [Fact]
    public void States_that_a_record_is_locked() => _world.Run(() =>
    {
        _world.Refuse();
        var hold = Enter(3, 1);
        _lock.AssertHeld(3, default);
        Assert.Equal(ReportKind.NotHeld, Refusal(() => _lock.AssertHeld(4, default)));
        Exit(3, hold);
        Assert.Equal(ReportKind.NotHeld, Refusal(() => _lock.AssertHeld(3, default)));
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(8, 0)]
    [InlineData(-1, 7)]
    public void A_role_that_does_not_exist_changes_no_class(int role, int seen) => _world.Run(() =>
    {
        var hold = Enter(3, role);
        var taken = Task.Held.Entries[0].Lock;
        Assert.Equal((seen, 3L), (taken.Subclass, taken.Instance));
        Exit(3, hold);
        Assert.Empty(_world.Reports);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tasks_in_steps_are_never_in_it_together_and_come_between_each_other(bool isLocked)
    {
        var result = Explorer.Run(
            world =>
            {
                var (spin, words, inside) = (new RecordSpinlock("record.explored"), new int[4], new Exploration.Cell("inside"));
                foreach (var (name, tries) in new[] { ("one", false), ("two", true) })
                {
                    world.Start(name, () =>
                    {
                        var task = SimTask.Current;
                        var hold = default(Hold);
                        if (isLocked && tries && !spin.TryEnter(ref words[2], 2, task, default, out hold))
                        {
                            return;
                        }

                        hold = isLocked && !tries ? spin.Enter(ref words[2], 2, task, default) : hold;
                        world.Check(inside.Add(1) == 1, "alone");
                        inside.Add(-1);
                        if (isLocked)
                        {
                            spin.Exit(ref words[2], 2, hold);
                        }
                    });
                }

                world.AtEnd(() => world.Check(words[2] == 0));
            },
            Exhaustive);
        Assert.Equal(isLocked, result.IsPassed);
        Assert.True(!isLocked || result.IsComplete, result.ToString());
    }

    [Fact]
    public void Two_that_wait_for_each_others_records_are_found()
    {
        var result = Explorer.Run(
            world =>
            {
                var (spin, words) = (new RecordSpinlock("record.crossed"), new int[4]);
                world.Start("forth", () => Both(1, 2));
                world.Start("back", () => Both(2, 1));

                void Both(uint first, uint second)
                {
                    var task = SimTask.Current;
                    var outer = spin.Enter(ref words[first], first, task, default);
                    var inner = spin.Enter(ref words[second], RecordLocks.InRole(second, 1), task, default);
                    spin.Exit(ref words[second], second, inner);
                    spin.Exit(ref words[first], first, outer);
                }
            },
            Exhaustive);
        Assert.Contains(Assert.Single(result.Failures).Kind, new[] { FailureKind.Deadlock, FailureKind.Livelock, FailureKind.PartialDeadlock });
        Assert.Contains("record.crossed of 0x", result.Failures[0].Report, StringComparison.Ordinal);
    }

    private static SimTask Task => SimTask.Current;

    private static ReportKind Refusal(Action action) => Assert.Throws<LockdepException>(action).Report.Kind;

    private Hold Enter(uint record, int role) => _lock.Enter(ref _words[record], RecordLocks.InRole(record, role), Task, default);

    private bool Try(uint record, int role, out Hold hold) => _lock.TryEnter(ref _words[record], RecordLocks.InRole(record, role), Task, default, out hold);

    private void Exit(uint record, Hold hold) => _lock.Exit(ref _words[record], record, hold);
}
