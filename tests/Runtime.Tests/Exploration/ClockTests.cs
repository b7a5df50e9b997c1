using MmRuntime.Exploration;

namespace MmRuntime.Tests.Exploration;

/// <summary>Time passes only when there is nothing else to do, and then at once.</summary>
public sealed class ClockTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = null };

    [Fact]
    public void A_timeout_takes_no_time_and_comes_only_when_nobody_can_run()
    {
        var timedOut = false;
        var result = Explorer.Run(
            world =>
            {
                var (gate, start) = (new TinyLock("gate"), world.Time.GetUtcNow());
                world.Start("holder", () =>
                {
                    gate.Enter();
                    var never = new TinyLock("never");
                    never.Enter();
                    never.TryEnter(TimeSpan.FromHours(2));
                    gate.Exit();
                });
                world.Start("waiter", () =>
                {
                    if (gate.TryEnter(TimeSpan.FromHours(1)))
                    {
                        gate.Exit();
                        return;
                    }

                    timedOut = true;
                    world.Check(world.Time.GetUtcNow() - start == TimeSpan.FromHours(1));
                });
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.True(timedOut);
    }

    [Fact]
    public void Timers_run_as_tasks_in_their_order()
    {
        var orders = new HashSet<string>(StringComparer.Ordinal);
        var result = Explorer.Run(
            world =>
            {
                var (rings, order) = (new Cell("rings"), new List<string>());
                var queue = new TinyQueue("queue");
                world.Start("owner", () =>
                {
                    using var late = world.Time.CreateTimer(_ => Ring("late"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
                    using var early = world.Time.CreateTimer(_ => Ring("early"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
                    queue.WaitUntil(() => rings.Value >= 3);
                    orders.Add(string.Join(' ', order));
                });

                void Ring(string name)
                {
                    rings.Add(1);
                    order.Add(name);
                    queue.WakeAll();
                }
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Equal(["early early late", "early late early"], orders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reports_who_waits_when_no_timer_is_left()
    {
        var result = Explorer.Run(world =>
        {
            var queue = new TinyQueue("queue");
            world.Start("waiter", () => queue.WaitUntil(() => world.Time.GetTimestamp() > 0));
        });
        Assert.Equal("'waiter' waits for ever", Assert.Single(result.Failures).Message);
    }
}
