namespace MmRuntime.Exploration;

/// <summary>How schedules are chosen.</summary>
public enum SearchStrategy
{
    /// <summary>Random walks and priorities in turn: what finds most bugs in few executions.</summary>
    Mixed,

    /// <summary>Every step is done by a task drawn at random.</summary>
    Random,

    /// <summary>Tasks have random priorities that change a few times in an execution.</summary>
    Priorities,

    /// <summary>All schedules up to a number of preemptions, without repeating what leads to the same.</summary>
    Exhaustive,
}
