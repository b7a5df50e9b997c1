namespace MmRuntime.Exploration.Steps;

/// <summary>What a task of an execution is in the middle of.</summary>
internal enum TaskState
{
    /// <summary>It has no thread yet.</summary>
    New,

    /// <summary>It runs, or stands before an operation that it may do.</summary>
    Ready,

    /// <summary>It sleeps until it has a permit or its time is over.</summary>
    Parked,

    /// <summary>It spins: it may look again after somebody else has changed something.</summary>
    Spinning,

    /// <summary>Its body has returned or thrown.</summary>
    Ended,
}
