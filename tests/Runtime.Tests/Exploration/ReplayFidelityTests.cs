using MmRuntime.Exploration;
using MmRuntime.Exploration.Steps;
using MmRuntime.Exploration.Strategies;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>Ten thousand schedules, each brought back by its own line.</summary>
public sealed class ReplayFidelityTests
{
    [Fact]
    public void Ten_thousand_traces_replay_identically()
    {
        var options = new ExplorationOptions();
        using var session = new Session(Mixture, options);
        var traces = new List<(string Line, bool Failed)>();
        session.Run(new MixedStrategy(7), execution =>
        {
            traces.Add((execution.Trace.ToString(), execution.Failure is not null));
            return traces.Count < 10_000;
        });

        foreach (var (line, failed) in traces)
        {
            var (deviations, digest) = ScheduleTrace.Parse(line);
            var replayed = session.Replay(deviations);
            Assert.Equal(line, replayed.Trace.ToString());
            Assert.Equal(digest, replayed.Trace.Digest);
            Assert.Equal(failed, replayed.Failure is not null);
        }

        Assert.True(traces.Select(trace => trace.Line).Distinct().Count() > 1_000);
        Assert.Contains(traces, trace => trace.Failed);
    }

    // Everything that a trace must bring back: switches, choices, waits, timeouts, tasks that start tasks.
    private static void Mixture(World world)
    {
        var (a, b) = (new TinyLock("a"), new TinyLock("b"));
        var word = new Cell("word");
        world.Start("first", () =>
        {
            a.Enter();
            word.Add(world.Choose(3));
            b.Enter();
            b.Exit();
            a.Exit();
        });
        world.Start("second", () =>
        {
            world.Start("child", () => word.Add(1));
            if (b.TryEnter(TimeSpan.FromSeconds(1)))
            {
                if (word.Value < 2)
                {
                    a.Enter();
                    a.Exit();
                }

                b.Exit();
            }
        });
    }
}
