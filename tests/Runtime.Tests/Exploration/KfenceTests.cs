using MmRuntime.Atomics;
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
        var result = Explorer.Run(world => _ = new Sampler(world, Repair.None), Exhaustive);
        var failure = Assert.Single(result.Failures);
        Assert.Contains("'worker' waits for 'WaitQueue' at KfenceTests.cs:", failure.Report, StringComparison.Ordinal);
        Assert.Contains("'reboot' waits for 'WaitQueue' at KfenceTests.cs:", failure.Report, StringComparison.Ordinal);
        Assert.Contains("replay: Explorer.Replay(program, \"mm1:", failure.Report, StringComparison.Ordinal);
        var again = Explorer.Replay(world => _ = new Sampler(world, Repair.None), failure.Trace);
        Assert.Equal(failure.Report, Assert.Single(again.Failures).Report);
    }

    // The flag must be in the predicate, and the wake after the flag: each alone is not enough.
    [Theory]
    [InlineData(Repair.Predicate)]
    [InlineData(Repair.Wake)]
    [InlineData(Repair.WakeBeforeFlag)]
    public void Half_a_repair_still_deadlocks(Repair repair) =>
        Assert.NotEqual(FailureKind.UnhandledException, Assert.Single(Explorer.Run(world => _ = new Sampler(world, repair), Exhaustive).Failures).Kind);

    [Fact]
    public void Flag_in_the_predicate_and_wake_after_the_flag_is_explored_without_a_deadlock()
    {
        var result = Explorer.Run(world => _ = new Sampler(world, Repair.Whole), Exhaustive);
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
        Whole,
    }

    private sealed class Sampler
    {
        private readonly WaitQueue _allocations = new();
        private readonly WaitQueue _ends = new();
        private SharedWord _gate;
        private SharedWord _isEnabled = new(1);
        private SharedWord _isWorkDone;

        public Sampler(World world, Repair repair)
        {
            var isFlagInPredicate = repair is Repair.Predicate or Repair.WakeBeforeFlag or Repair.Whole;
            world.Start("worker", () =>
            {
                if (_isEnabled.Read(this) == 1)
                {
                    _allocations.Wait(this, sampler => sampler._gate.Read(sampler) == 1 || (isFlagInPredicate && sampler._isEnabled.Read(sampler) == 0));
                }

                _isWorkDone.Write(this, 1);
                _ends.WakeAll();
            });
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

                // Cancel and wait: the work has begun, so this is until its end.
                _ends.Wait(this, static sampler => sampler._isWorkDone.Read(sampler) == 1);
            });
        }
    }
}
