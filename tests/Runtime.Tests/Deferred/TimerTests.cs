using MmRuntime.Atomics;
using MmRuntime.Deferred;
using MmRuntime.Exploration;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Deferred;

using World = MmRuntime.Exploration.World;

/// <summary>Timers, of their own and of delayed work: what was replaced or taken back does not fire, and none is left at the clock.</summary>
public sealed class TimerTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private readonly HandClock _clock = new();

    [Fact]
    public void A_timer_leaves_nothing_at_the_clock_when_it_is_set_again_cancelled_or_late() => Run(() =>
    {
        var runs = 0;
        var timer = new KernelTimer(() => runs++, Tests.World.Fresh("timer"));
        Assert.False(timer.Arm(TimeSpan.FromHours(1)));
        Assert.True(timer.Arm(TimeSpan.FromHours(2)));
        Assert.Equal((1, true), (_clock.Timers, timer.IsPending));
        Assert.True(timer.Cancel());
        Assert.Equal((0, false), (_clock.Timers, timer.IsPending));
        _clock.IsHasty = true;
        timer.Arm(TimeSpan.FromHours(1));
        Assert.Equal((0, 1, false), (_clock.Timers, runs, timer.IsPending));
        _clock.IsHasty = false;
        timer.Arm(TimeSpan.FromHours(1));
        timer.Shutdown();
        Assert.False(timer.Arm(TimeSpan.FromHours(1)));
        Assert.Equal((0, false), (_clock.Timers, timer.IsPending));
    });

    [Fact]
    public void Delayed_work_leaves_nothing_at_the_clock_when_it_is_set_again_cancelled_or_late() => Run(() =>
    {
        using var queue = new Workqueue(Tests.World.Fresh("wq"));
        var runs = 0;
        var work = queue.CreateDelayed(() => runs++);
        work.Queue(TimeSpan.FromHours(1));
        work.Requeue(TimeSpan.FromHours(2));
        Assert.Equal(1, _clock.Timers);
        Assert.True(work.Cancel());
        Assert.Equal(0, _clock.Timers);
        work.Queue(TimeSpan.FromHours(1));
        Assert.True(work.CancelSync());
        Assert.Equal(0, _clock.Timers);
        work.Queue(TimeSpan.FromHours(1));
        work.RequestStop();
        Assert.Equal((0, false), (_clock.Timers, work.IsPending));
        work.AllowAgain();
        _clock.IsHasty = true;
        Assert.True(work.Queue(TimeSpan.FromHours(1)));
        work.Flush();
        Assert.Equal((0, 1), (_clock.Timers, runs));
    });

    [Fact]
    public void A_firing_that_was_replaced_or_taken_back_meanwhile_is_none() => Passes(world =>
    {
        var (start, last, runs) = (world.Time.GetUtcNow(), TimeSpan.Zero, 0);
        var (replaced, cancelled) = (new KernelTimer(() => last = world.Time.GetUtcNow() - start, "replaced"), new KernelTimer(() => runs++, "cancelled"));
        world.Start("user", () =>
        {
            replaced.Arm(TimeSpan.FromSeconds(1));
            cancelled.Arm(TimeSpan.FromSeconds(1));
            Sleep(1);
            replaced.Arm(TimeSpan.FromSeconds(5));
            var wasInTime = cancelled.Cancel();
            Sleep(10);
            world.Check(last == TimeSpan.FromSeconds(6) && runs == (wasInTime ? 0 : 1));
        });
    });

    // The handler spins until it is let go, and fires once more meanwhile.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_fires_while_its_handler_runs_runs_after_it_unless_it_is_taken_back(bool isTakenBack) => Passes(world =>
    {
        var state = new State();
        var timer = new KernelTimer(
            () =>
            {
                world.Check(state.Inside.Add(state, 1) == 1, "never twice at once");
                state.Runs.Add(state, 1);
                for (var round = 0; state.MayEnd.Read(state) == 0; round++)
                {
                    SimTask.Current.Driver.Relax(state, round, default);
                }

                state.Inside.Add(state, -1);
            },
            "timer");
        world.Start("user", () =>
        {
            timer.Arm(TimeSpan.FromSeconds(1));
            Sleep(2);
            timer.Arm(TimeSpan.FromSeconds(1));
            Sleep(2);
            world.Check(state.Runs.Read(state) == 1);
            world.Check(!isTakenBack || timer.Cancel());
            state.MayEnd.Write(state, 1);
            Sleep(10);
            world.Check(state.Runs.Read(state) == (isTakenBack ? 1 : 2) && !timer.CancelSync());
        });
    });

    [Fact]
    public void After_CancelSync_the_handler_is_not_running() => Passes(world =>
    {
        var state = new State();
        var timer = new KernelTimer(
            () =>
            {
                state.Inside.Add(state, 1);
                state.Inside.Add(state, -1);
            },
            "timer");
        world.Start("user", () =>
        {
            timer.Arm(TimeSpan.FromSeconds(1));
            Sleep(1);
            timer.CancelSync();
            world.Check(state.Inside.Read(state) == 0);
        });
    });

    [Fact]
    public void Cancelling_drops_no_timer_that_was_set_since() => Passes(world =>
    {
        var (state, isQueued) = (new State(), false);
        var work = new Workqueue("wq").CreateDelayed(() => state.Runs.Add(state, 1), "work");
        work.Queue(TimeSpan.FromHours(1));
        world.Start("canceller", () => work.Cancel());
        world.Start("other", () =>
        {
            isQueued = work.Queue(TimeSpan.FromSeconds(1));
            Sleep(5);
            world.Check(state.Runs.Read(state) == (isQueued ? 1 : 0));
        });
    });

    private static void Sleep(int seconds)
    {
        var nothing = new WaitQueue();
        _ = nothing.Wait(nothing, static _ => false, TimeSpan.FromSeconds(seconds));
    }

    private static void Passes(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    private void Run(Action body) => new SimTask("user", new Tests.World().Validator, _clock).Run(body);

    private sealed class State
    {
        public SharedWord Inside;
        public SharedWord Runs;
        public SharedWord MayEnd;
    }
}
