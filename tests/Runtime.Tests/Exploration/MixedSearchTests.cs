using MmRuntime.Exploration;

namespace MmRuntime.Tests.Exploration;

/// <summary>What the default mix finds, and in how many executions. The benchmark <c>explore</c> does the same over a thousand seeds.</summary>
public sealed class MixedSearchTests
{
    [Fact]
    public void Finds_a_deadlock_hidden_among_forty_locks_within_a_hundred_executions()
    {
        var options = new ExplorationOptions { MaxExecutions = 100, Minimise = false };
        Assert.All(Enumerable.Range(0, 40), seed =>
        {
            var result = Explorer.Run(new HiddenAbba(seed).Build, options with { Seed = seed });
            Assert.Equal(FailureKind.Deadlock, Assert.Single(result.Failures).Kind);
        });
    }

    [Theory]
    [InlineData(SearchStrategy.Mixed)]
    [InlineData(SearchStrategy.Random)]
    [InlineData(SearchStrategy.Priorities)]
    public void The_same_seed_explores_the_same_schedules(SearchStrategy strategy)
    {
        var options = new ExplorationOptions { Strategy = strategy, StopAtFirstFailure = false, MaxExecutions = 50, Seed = 4 };
        var (once, again) = (Explorer.Run(Programs.LostUpdate, options), Explorer.Run(Programs.LostUpdate, options));
        Assert.Equal(once.ToString(), again.ToString());
        Assert.True(once.Steps > 0);
    }

    [Fact]
    public void Ends_when_it_is_told_to_and_says_how_far_it_came()
    {
        using var source = new CancellationTokenSource();
        var progress = new List<ExplorationProgress>();
        var result = Explorer.Run(
            Programs.InOrder,
            new ExplorationOptions
            {
                MaxExecutions = int.MaxValue,
                ProgressInterval = TimeSpan.FromMilliseconds(10),
                Cancellation = source.Token,
                Progress = report =>
                {
                    progress.Add(report);
                    source.Cancel();
                },
            });
        Assert.Equal(ExplorationEnd.Cancelled, result.End);
        Assert.Equal(result.Executions, Assert.Single(progress).Executions);
        Assert.Equal(ExplorationEnd.TimeLimit, Explorer.Run(Programs.InOrder, new ExplorationOptions { MaxExecutions = int.MaxValue, TimeLimit = TimeSpan.FromMilliseconds(50) }).End);
    }

    [Fact]
    public void What_the_program_throws_while_it_sets_up_comes_back() =>
        Assert.Throws<InvalidOperationException>(() => Explorer.Run(_ => throw new InvalidOperationException("cannot be set up")));
}
