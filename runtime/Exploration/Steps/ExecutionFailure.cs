namespace MmRuntime.Exploration.Steps;

/// <summary>What went wrong in one execution.</summary>
/// <param name="Kind">Which sort of thing.</param>
/// <param name="Headline">In one sentence; the same for every execution that fails in the same way.</param>
/// <param name="Details">Who waits for what and holds what, a line each.</param>
internal sealed record ExecutionFailure(FailureKind Kind, string Headline, IReadOnlyList<string> Details)
{
    /// <summary>What was thrown, if something was.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The tasks that are stuck, if any are.</summary>
    public IReadOnlyList<ExploredTask> Stuck { get; init; } = [];

    /// <summary>Tasks that wait for each other, each for a lock of the next one: who, what it holds, what it waits for. Empty if it is nothing of the kind.</summary>
    public IReadOnlyList<(string Task, string Held, string Wanted)> Circle { get; init; } = [];

    /// <summary>Two executions with the same one fail in the same way.</summary>
    public string Signature => $"{Kind}: {Headline}";

    /// <summary>A task threw, or a check at the end if it is null.</summary>
    public static ExecutionFailure Of(ExploredTask? task, Exception thrown) => new(
        thrown is CheckFailedException ? FailureKind.FailedCheck : FailureKind.UnhandledException,
        $"{(task is null ? "the check at the end" : $"'{task}'")} threw {thrown.GetType().Name}: {thrown.Message.Split('\n')[0].Trim()}",
        [])
    { Exception = thrown };
}
