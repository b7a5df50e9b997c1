namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>What <c>lockdep</c> was asked to do.</summary>
internal sealed record LockdepOptions
{
    /// <summary>How often the measured processes are started anew: each start lays out code and memory a little differently.</summary>
    public int Starts { get; init; } = 7;

    /// <summary>Measurements of each figure, in each start.</summary>
    public int Repeat { get; init; } = 25;

    /// <summary>Where to write everything as JSON.</summary>
    public string? Json { get; init; }
}
