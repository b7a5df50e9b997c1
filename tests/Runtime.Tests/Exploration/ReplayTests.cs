using MmRuntime.Exploration;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>A trace is the schedule: it brings the same execution back, in one line, as short as it can be.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void Replays_a_failure_exactly()
    {
        var found = Explorer.Run(Programs.Abba, new ExplorationOptions { Strategy = SearchStrategy.Random, Minimise = false });
        var trace = Assert.Single(found.Failures).Trace;
        var replayed = Explorer.Replay(Programs.Abba, trace);
        Assert.True(replayed.IsExactReplay);
        Assert.Equal(trace, Assert.Single(replayed.Failures).Trace);
        Assert.Equal(found.Failures[0].Report, replayed.Failures[0].Report);
    }

    [Fact]
    public void Says_when_the_program_is_another_one_now()
    {
        var found = Explorer.Run(Programs.Abba);
        var replayed = Explorer.Replay(Programs.InOrder, found.Failures[0].Trace);
        Assert.False(replayed.IsExactReplay);
        Assert.True(replayed.IsPassed);
        Assert.Contains("another program now", replayed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Minimises_to_the_one_switch_that_it_takes()
    {
        var options = new ExplorationOptions { Strategy = SearchStrategy.Random, Seed = 3 };
        var whole = Explorer.Run(Noise, options with { Minimise = false });
        var shortened = Explorer.Run(Noise, options);
        Assert.Equal(1, Assert.Single(shortened.Failures).Preemptions);
        Assert.True(shortened.Failures[0].Trace.Length < whole.Failures[0].Trace.Length);
        Assert.Equal(whole.Failures[0].Message, shortened.Failures[0].Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mm1:0.1>1")]
    [InlineData("mm2:0.1>1:00000000")]
    [InlineData("mm1:0.1:00000000")]
    [InlineData("mm1:a.1>1:00000000")]
    public void Refuses_a_line_that_is_no_trace(string line) => Assert.Throws<FormatException>(() => Explorer.Replay(Programs.Abba, line));

    [Fact]
    public void Goes_on_and_counts_if_told_so()
    {
        var result = Explorer.Run(Programs.Abba, new ExplorationOptions { StopAtFirstFailure = false, MaxExecutions = 200 });
        Assert.Equal(200, result.Executions);
        Assert.InRange(Assert.Single(result.Failures).Count, 10, 190);
        Assert.Equal(ExplorationEnd.ExecutionLimit, result.End);
    }

    // Both tasks do much that has nothing to do with the deadlock.
    private static void Noise(World world)
    {
        var noise = new Cell("noise");
        var (a, b) = (new TinyLock("a"), new TinyLock("b"));
        world.Start("first", () => Work(a, b));
        world.Start("second", () => Work(b, a));

        void Work(TinyLock outer, TinyLock inner)
        {
            for (var i = 0; i < 10; i++)
            {
                noise.Add(1);
            }

            outer.Enter();
            inner.Enter();
            inner.Exit();
            outer.Exit();
        }
    }
}
