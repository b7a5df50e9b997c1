namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>What <c>explore</c> was asked to do.</summary>
internal sealed record ExploreOptions
{
    /// <summary>Programs with a hidden deadlock, each explored with a seed of its own.</summary>
    public int Seeds { get; init; } = 1_000;

    /// <summary>Where to write everything as JSON.</summary>
    public string? Json { get; init; }
}
