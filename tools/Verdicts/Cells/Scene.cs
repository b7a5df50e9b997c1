namespace MmAnalyzers.Verdicts.Cells;

/// <summary>How a cell is run.</summary>
internal enum Scene
{
    /// <summary>A thread for each method, all on one object.</summary>
    Together,

    /// <summary>Two threads on two objects, each given the other.</summary>
    Crosswise,

    /// <summary>One method, with each argument in turn; then it is asked whether the lock is free.</summary>
    Alone,
}
