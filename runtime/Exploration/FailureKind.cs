namespace MmRuntime.Exploration;

/// <summary>What the explorer can find wrong with an execution.</summary>
public enum FailureKind
{
    /// <summary>Nobody can go on, and tasks that should end have not.</summary>
    Deadlock,

    /// <summary>Some tasks wait for each other, for ever, while others can go on.</summary>
    PartialDeadlock,

    /// <summary>A deadlock in which what a task waits for was signalled, but before it began to wait.</summary>
    LostWakeup,

    /// <summary>Tasks look again and again at what nobody changes, or an execution does not come to its end.</summary>
    Livelock,

    /// <summary>A task threw.</summary>
    UnhandledException,

    /// <summary>A check of the program failed.</summary>
    FailedCheck,
}
