using MmRuntime.Lockdep;

namespace MmRuntime.Exploration;

/// <summary>How an exploration goes about it, and when it ends.</summary>
public sealed record ExplorationOptions
{
    /// <summary>How schedules are chosen.</summary>
    public SearchStrategy Strategy { get; init; } = SearchStrategy.Mixed;

    /// <summary>Which random schedules are drawn. The same number explores the same ones, on every machine.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Executions after which the exploration ends.</summary>
    public int MaxExecutions { get; init; } = 10_000;

    /// <summary>
    /// For an exhaustive search: how often a task that could go on may be interrupted in one execution; null for any number. Few bugs need more than two.
    /// </summary>
    public int? MaxPreemptions { get; init; } = 2;

    /// <summary>For an exhaustive search: whether schedules are left out that lead only to what was seen. Off to check that nothing is lost by it.</summary>
    public bool IsReduced { get; init; } = true;

    /// <summary>Steps after which an execution counts as endless.</summary>
    public int MaxSteps { get; init; } = 20_000;

    /// <summary>Whether to end at the first failure, or go on and count.</summary>
    public bool StopAtFirstFailure { get; init; } = true;

    /// <summary>Whether traces of failures are made as short as they can be.</summary>
    public bool Minimise { get; init; } = true;

    /// <summary>Time after which the exploration ends; infinite unless given. What was explored then depends on the machine.</summary>
    public TimeSpan TimeLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Who learns from the locks of the tasks; one that only collects, see <see cref="ExplorationResult.LockdepReports"/>, unless given.</summary>
    public LockValidator? Validator { get; init; }

    /// <summary>Called from time to time, between executions, on a thread of the exploration.</summary>
    public Action<ExplorationProgress>? Progress { get; init; }

    /// <summary>How long to wait between two calls of <see cref="Progress"/>.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Ends the exploration between two executions; what was found until then is returned.</summary>
    public CancellationToken Cancellation { get; init; }
}
