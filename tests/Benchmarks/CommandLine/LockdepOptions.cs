namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>What <c>lockdep</c> was asked to do.</summary>
internal sealed record LockdepOptions
{
    /// <summary>Measurements of each figure.</summary>
    public int Repeat { get; init; } = 15;

    /// <summary>Where to write everything as JSON.</summary>
    public string? Json { get; init; }
}
