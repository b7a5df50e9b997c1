namespace MmRuntime.Exploration;

/// <summary>One way in which executions of a program failed.</summary>
public sealed class ExplorationFailure
{
    internal ExplorationFailure(FailureKind kind, string message, string trace) => (Kind, Message, Trace) = (kind, message, trace);

    /// <summary>Which sort of failure.</summary>
    public FailureKind Kind { get; }

    /// <summary>What happened, in one sentence.</summary>
    public string Message { get; }

    /// <summary>The schedule in one line, for <see cref="Explorer.Replay"/>.</summary>
    public string Trace { get; }

    /// <summary>Number of the first execution that failed so, from 1.</summary>
    public int Execution { get; init; }

    /// <summary>How many executions failed so.</summary>
    public int Count { get; init; }

    /// <summary>How often the schedule of <see cref="Trace"/> interrupts a task that could go on.</summary>
    public int Preemptions { get; init; }

    /// <summary>What was thrown, if something was.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Everything: who waits for what and holds what, the last steps, how to see it again.</summary>
    public string Report { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Report;
}
