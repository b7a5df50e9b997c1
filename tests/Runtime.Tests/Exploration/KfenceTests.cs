using MmRuntime.Atomics;
using MmRuntime.Deferred;
using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>
/// Cancel-and-wait on a worker that blocks itself: the worker sleeps until an allocation opens a gate, and a shutdown path that stops allocations cancels the
/// work and waits for its end. Written after kernel commit messages on KFENCE and its reboot notifier (January 2026).
/// </summary>
public sealed class KfenceTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void Waiting_for_the_worker_deadlocks_and_the_replay_line_shows_it_again()
    {
        var result = Explorer.Run(world => _ = new Sampler(world, new Workqueue("sampling"), Repair.None), Exhaustive);
        var failure = Assert.Single(result.Failures);
        Assert.Contains("'worker 0' waits for 'WaitQueue' at KfenceTests.cs:", failure.Report, StringComparison.Ordinal);
        Assert.Contains("'reboot' waits for 'toggle' at KfenceTests.cs:", failure.Report, StringComparison.Ordinal);
        Assert.Contains("replay: Explorer.Replay(program, \"mm1:", failure.Report, StringComparison.Ordinal);
        var again = Explorer.Replay(world => _ = new Sampler(world, new Workqueue("sampling"), Repair.None), failure.Trace);
        Assert.Equal(failure.Report, Assert.Single(again.Failures).Report);
    }

    // The flag must be in the predicate, and the wake after the flag: each alone is not enough.
    [Theory]
    [InlineData(Repair.Predicate)]
    [InlineData(Repair.Wake)]
    [InlineData(Repair.WakeBeforeFlag)]
    [InlineData(Repair.NoWait)]
    public void Half_a_repair_still_deadlocks(Repair repair) =>
        Assert.NotEqual(FailureKind.UnhandledException, Assert.Single(Explorer.Run(world => _ = new Sampler(world, new Workqueue("sampling"), repair), Exhaustive).Failures).Kind);

    [Theory]
    [InlineData(Repair.Whole)]
    [InlineData(Repair.RequestStop)]
    public void Flag_in_the_predicate_and_wake_after_the_flag_is_explored_without_a_deadlock(Repair repair)
    {
        var result = Explorer.Run(world => _ = new Sampler(world, new Workqueue("sampling"), repair), Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    /// <summary>What the shutdown path and the predicate do about it.</summary>
    public enum Repair
    {
        None,
        Predicate,
        Wake,
        WakeBeforeFlag,

        /// <summary>Flag in the predicate, wake after it.</summary>
        Whole,

        /// <summary>The same, by the item's own flag.</summary>
        RequestStop,

        /// <summary>Without waiting for the end: then it may wait for ever.</summary>
        NoWait,
    }

    private sealed class Sampler
    {
        private readonly WaitQueue _allocations = new();
        private readonly DelayedWork _toggle;
        private readonly bool _isFlagInPredicate;
        private SharedWord _gate;
        private SharedWord _isEnabled = new(1);

        public Sampler(World world, Workqueue queue, Repair repair)
        {
            _isFlagInPredicate = repair is Repair.Predicate or Repair.WakeBeforeFlag or Repair.Whole;
            _toggle = queue.CreateDelayed(Toggle, "toggle");
            _toggle.Queue(TimeSpan.Zero);
            world.Start("reboot", () =>
            {
                if (repair == Repair.WakeBeforeFlag)
                {
                    _allocations.WakeAll();
                }

                _isEnabled.Write(this, 0);
                if (repair is Repair.Wake or Repair.Whole)
                {
                    _allocations.WakeAll();
                }

                if (repair == Repair.RequestStop)
                {
                    _toggle.RequestStop();
                }

                if (repair == Repair.NoWait)
                {
                    _toggle.Cancel();
                }
                else
                {
                    _toggle.CancelSync();
                }
            });
        }

        private void Toggle()
        {
            if (_isEnabled.Read(this) == 0)
            {
                return;
            }

            _gate.Write(this, 0);
            _allocations.Wait(this, static sampler => sampler.IsToGoOn());
            _toggle.Queue(TimeSpan.FromMilliseconds(100));
        }

        private bool IsToGoOn() => _gate.Read(this) == 1 || (_isFlagInPredicate && _isEnabled.Read(this) == 0) || _toggle.IsStopRequested;
    }
}
