namespace MmRuntime.Exploration;

/// <summary>What became of a suspicion.</summary>
public enum WitnessVerdict
{
    /// <summary>The tasks were never at their places at the same time.</summary>
    NotReached,

    /// <summary>They were, in every way that was tried, and went on.</summary>
    Refuted,

    /// <summary>They were, and it is a deadlock.</summary>
    Confirmed,
}
