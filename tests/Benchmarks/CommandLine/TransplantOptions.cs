using System.Collections.Immutable;

namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>Into which code deadlocks are put, and how many.</summary>
internal sealed record TransplantOptions
{
    /// <summary>Code bases; each is a compilation of its own.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>Transplants in each code base, at most.</summary>
    public int Limit { get; init; } = 60;

    /// <summary>Changed copies of each code base, at most; one copy has one transplant in a type.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>Which of the possible places are taken.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How each code base is compiled.</summary>
    public AnalyzerOptions Compiling { get; init; } = new();
}
