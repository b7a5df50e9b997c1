namespace MmAnalyzers.Benchmarks;

/// <summary>What the process answers to its caller. A missed goal is no failure: machines differ, and the figures say it.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>An analyzer threw, or a count differs from what it must be.</summary>
    public const int Wrong = 1;

    public const int Misused = 2;
}
