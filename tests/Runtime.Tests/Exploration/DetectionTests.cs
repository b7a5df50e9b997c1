using MmRuntime.Exploration;

namespace MmRuntime.Tests.Exploration;

/// <summary>Each sort of failure is found, called by its name, and said with everything one needs.</summary>
public sealed class DetectionTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive };

    [Fact]
    public void Reports_a_deadlock_with_waits_held_locks_and_a_replay_line()
    {
        var result = Explorer.Run(Programs.Abba, Exhaustive);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(FailureKind.Deadlock, failure.Kind);
        Assert.Matches(
            @"^Deadlock: 'first' holds 'a' \(Programs\.cs:\d+\) and takes 'b' \(Programs\.cs:\d+\), while 'second' holds 'b' \(Programs\.cs:\d+\) and takes 'a' \(Programs\.cs:\d+\)$",
            failure.Message);
        Assert.StartsWith($"{failure.Message}\n\n", failure.Report, StringComparison.Ordinal);
        Assert.Equal(["  thread 1", "  first", "  holds 'a'", "holds 'b'", "  takes 'b'", "takes 'a'", "  and none"], Columns(failure.Report));
        Assert.Equal(1, failure.Preemptions);
        Assert.Contains("'first' waits for 'b' at Programs.cs:", failure.Report, StringComparison.Ordinal);
        Assert.Contains("holds 'a', acquired at Programs.cs:", failure.Report, StringComparison.Ordinal);
        Assert.Contains("'second' waits for 'a' at Programs.cs:", failure.Report, StringComparison.Ordinal);
        Assert.Contains($"replay: Explorer.Replay(program, \"{failure.Trace}\")", failure.Report, StringComparison.Ordinal);
        Assert.DoesNotContain("/", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Silent_on_locks_taken_in_one_order()
    {
        var result = Explorer.Run(Programs.InOrder, Exhaustive with { MaxPreemptions = null });
        Assert.True(result.IsPassed, result.ToString());
        Assert.True(result.IsComplete);
        Assert.Null(result.CompleteToPreemptions);
    }

    [Fact]
    public void Silent_about_a_circle_where_two_only_wait_behind_a_third()
    {
        var result = Explorer.Run(
            world =>
            {
                var (a, queue) = (new TinyLock("a"), new TinyQueue("queue"));
                world.Start("holder", () => { a.Enter(); queue.WaitForSignal(); });
                world.Start("next", () => { a.Enter(); a.Exit(); });
            },
            Exhaustive);
        var failure = result.Failures[0];
        Assert.Equal(FailureKind.Deadlock, failure.Kind);
        Assert.Equal("'holder' and 'next' wait for ever", failure.Message);
        Assert.DoesNotContain("thread 1", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_partial_deadlock_while_others_run()
    {
        var result = Explorer.Run(
            world =>
            {
                Programs.Abba(world);
                var ticks = new Cell("ticks");
                world.Start("busy", () =>
                {
                    while (ticks.Add(1) < 5_000)
                    {
                    }
                });
            },
            new ExplorationOptions { Strategy = SearchStrategy.Random });
        var failure = Assert.Single(result.Failures);
        Assert.Equal(FailureKind.PartialDeadlock, failure.Kind);
        Assert.StartsWith("Deadlock: 'first' holds 'a'", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("; others run on", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith($"partial deadlock: {failure.Message}\n\n  thread 1", failure.Report, StringComparison.Ordinal);
        Assert.DoesNotContain("busy", failure.Report, StringComparison.Ordinal);
        Assert.True(result.Steps < 5_000 * result.Executions, result.ToString());
    }

    [Fact]
    public void Reports_a_lock_that_its_owner_took_along()
    {
        var result = Explorer.Run(world =>
        {
            var a = new TinyLock("a");
            world.Start("owner", () => a.Enter());
            world.Start("next", () => a.Enter());
        });
        Assert.Equal(FailureKind.Deadlock, Assert.Single(result.Failures).Kind);
        Assert.Contains("held it when it ended", result.Failures[0].Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_lost_wakeup_and_who_signalled_too_early()
    {
        var result = Explorer.Run(
            world =>
            {
                var (flag, queue) = (new Cell("flag"), new TinyQueue("queue"));
                world.Start("waiter", () =>
                {
                    if (flag.Value == 0)
                    {
                        queue.WaitForSignal();
                    }
                });
                world.Start("waker", () =>
                {
                    flag.Value = 1;
                    queue.WakeAll();
                });
            },
            Exhaustive);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(FailureKind.LostWakeup, failure.Kind);
        Assert.Contains("'waker' signalled it at DetectionTests.cs:", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_livelock_of_spinning_tasks_at_once()
    {
        var result = Explorer.Run(
            world =>
            {
                var (a, b) = (new TinySpinlock("a"), new TinySpinlock("b"));
                world.Start("first", () => { a.Enter(); b.Enter(); b.Exit(); a.Exit(); });
                world.Start("second", () => { b.Enter(); a.Enter(); a.Exit(); b.Exit(); });
            },
            Exhaustive);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(FailureKind.Livelock, failure.Kind);
        Assert.Equal("'first' and 'second' look again and again at what nobody changes any more", failure.Message);
        Assert.True(result.Steps < 500);
    }

    [Fact]
    public void Reports_an_execution_without_end()
    {
        var result = Explorer.Run(
            world =>
            {
                var flag = new Cell("flag");
                world.Start("looker", () =>
                {
                    while (flag.Value == 0)
                    {
                    }
                });
            },
            new ExplorationOptions { MaxSteps = 300 });
        Assert.Equal(FailureKind.Livelock, Assert.Single(result.Failures).Kind);
        Assert.Equal("'looker' still run after 300 steps", result.Failures[0].Message);
    }

    [Fact]
    public void Reports_an_exception_and_a_failed_check()
    {
        var thrown = Explorer.Run(world => world.Start("thrower", () => throw new InvalidOperationException("broken")));
        Assert.Equal(FailureKind.UnhandledException, Assert.Single(thrown.Failures).Kind);
        Assert.Equal("'thrower' threw InvalidOperationException: broken", thrown.Failures[0].Message);
        Assert.IsType<InvalidOperationException>(thrown.Failures[0].Exception);

        var lost = Explorer.Run(Programs.LostUpdate, Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(lost.Failures).Kind);
        Assert.Equal("the check at the end threw CheckFailedException: not so: count.Value == 2", lost.Failures[0].Message);
    }

    [Fact]
    public void Silent_on_a_service_that_waits_at_the_end()
    {
        var result = Explorer.Run(
            world =>
            {
                var (jobs, queue, done) = (new Cell("jobs"), new TinyQueue("queue"), 0);
                world.StartService("worker", () =>
                {
                    for (; ; )
                    {
                        queue.WaitUntil(() => jobs.Value > 0);
                        jobs.Add(-1);
                        done++;
                    }
                });
                world.Start("client", () =>
                {
                    jobs.Add(1);
                    queue.WakeAll();
                });
                world.AtEnd(() => world.Check(done == 1));
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    // The beginning of each line of the columns: of the right one, if the left one is empty.
    private static IEnumerable<string> Columns(string report) => report.Split('\n').Skip(2).TakeWhile(line => line.Length > 0)
        .Select(line => line.StartsWith("   ", StringComparison.Ordinal) ? line.Trim() : line.TrimEnd())
        .Select(line => line.IndexOf("  ", 2, StringComparison.Ordinal) is > 0 and var end ? line[..end] : line)
        .Select(line => line.StartsWith("  and none", StringComparison.Ordinal) ? line[..10] : line);
}
