namespace MmRuntime.Exploration;

/// <summary>Why an exploration ended.</summary>
public enum ExplorationEnd
{
    /// <summary>Everything it set out to look at has been looked at.</summary>
    Complete,

    /// <summary>It found a failure and was to stop there.</summary>
    Failure,

    /// <summary>It had its number of executions.</summary>
    ExecutionLimit,

    /// <summary>Its time was over.</summary>
    TimeLimit,

    /// <summary>It was asked to.</summary>
    Cancelled,
}
