using MmRuntime.Exploration;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>The search that leaves nothing out counts what one can count by hand.</summary>
public sealed class ExhaustiveSearchTests
{
    private static readonly ExplorationOptions Everything = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = null, StopAtFirstFailure = false, MaxExecutions = 100_000 };

    // A task's start is a step of its own: n accesses are n + 1 steps, and two tasks of m steps interleave in (2m over m) ways, three in (3m)! / (m!)^3.
    [Theory]
    [InlineData(2, 1, 6)]
    [InlineData(2, 2, 20)]
    [InlineData(2, 4, 252)]
    [InlineData(3, 1, 90)]
    [InlineData(3, 2, 1680)]
    public void Counts_all_interleavings_of_accesses(int tasks, int accesses, int expected) =>
        Assert.Equal(expected, Complete(world => Accesses(world, tasks, accesses, isShared: true), Everything with { IsReduced = false }).Executions);

    // Without preemptions only the order of the tasks is open; with one, also where a task is interrupted and by whom it goes on (counted by enumeration).
    [Theory]
    [InlineData(2, 3, 2)]
    [InlineData(3, 3, 6)]
    [InlineData(4, 1, 24)]
    public void Counts_orders_of_tasks_without_preemptions(int tasks, int accesses, int expected)
    {
        var result = Complete(world => Accesses(world, tasks, accesses, isShared: true), Everything with { IsReduced = false, MaxPreemptions = 0 });
        Assert.Equal(expected, result.Executions);
        Assert.Equal(0, result.CompleteToPreemptions);
    }

    // Two tasks of three steps: 2 schedules without, then all that have at most one. One interruption: either task first, after its step 1 or 2, and then the
    // other one runs to its end: 2 x 2 more.
    [Fact]
    public void Counts_schedules_with_one_preemption()
    {
        var result = Complete(world => Accesses(world, 2, 2, isShared: true), Everything with { IsReduced = false, MaxPreemptions = 1 });
        Assert.Equal(2 + (2 + 4), result.Executions);
        Assert.Equal(1, result.CompleteToPreemptions);
    }

    [Fact]
    public void Rounds_end_when_nothing_was_left_out()
    {
        // Two tasks of two steps can be interrupted twice at most: a b a b.
        var result = Complete(world => Accesses(world, 2, 1, isShared: true), Everything with { IsReduced = false, MaxPreemptions = 50 });
        Assert.Equal(2 + 4 + 6, result.Executions);
        Assert.Null(result.CompleteToPreemptions);
    }

    [Fact]
    public void Reduced_to_one_execution_where_nothing_is_shared() =>
        Assert.Equal(1, Different(Complete(world => Accesses(world, 3, 3, isShared: false), Everything)));

    // What counts is the order in which the four writes of one word come: 4 over 2.
    [Fact]
    public void Reduced_to_the_orders_of_what_depends_on_each_other() =>
        Assert.Equal(6, Different(Complete(world => Accesses(world, 2, 2, isShared: true), Everything)));

    [Fact]
    public void Choices_are_all_made()
    {
        var seen = new List<(int, int)>();
        var result = Complete(
            world => world.Start("chooser", () =>
            {
                var first = world.Choose(3);
                seen.Add((first, first == 1 ? world.Choose(2) : -1));
            }),
            Everything);
        Assert.Equal([(0, -1), (1, 0), (1, 1), (2, -1)], seen.Order());
        Assert.Equal(4, result.Executions);
    }

    [Fact]
    public void Lost_update_fails_in_as_many_schedules_as_can_be_counted()
    {
        // Six orders of two reads and two writes, of which two pairs differ only in the order of the reads. In two of the four both read before one has written.
        var result = Explorer.Run(Programs.LostUpdate, Everything);
        Assert.Equal(4, Different(result));
        Assert.Equal(2, Assert.Single(result.Failures).Count);
    }

    private static int Different(ExplorationResult result) => result.Executions - result.Repetitions;

    private static ExplorationResult Complete(Action<World> program, ExplorationOptions options)
    {
        var result = Explorer.Run(program, options);
        Assert.True(result.IsComplete && result.IsPassed, result.ToString());
        return result;
    }

    private static void Accesses(World world, int tasks, int accesses, bool isShared)
    {
        var shared = new Cell("shared");
        for (var task = 0; task < tasks; task++)
        {
            var cell = isShared ? shared : new Cell("own");
            world.Start($"task {task}", () =>
            {
                for (var i = 0; i < accesses; i++)
                {
                    cell.Add(1);
                }
            });
        }
    }
}
