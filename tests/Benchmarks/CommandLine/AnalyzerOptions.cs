using System.Collections.Immutable;

namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>What is to be measured of analyzers, and how often.</summary>
internal sealed record AnalyzerOptions
{
    /// <summary>Thousands of lines to generate.</summary>
    public int Kloc { get; init; } = 20;

    /// <summary>Folders that make one compilation; none for generated code.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    public ImmutableArray<string> References { get; init; } = [];

    public ImmutableArray<string> Symbols { get; init; } = [];

    public bool ImplicitUsings { get; init; }

    public bool Nullable { get; init; } = true;

    public int Repeat { get; init; } = 9;

    /// <summary>Documents that are edited.</summary>
    public int Documents { get; init; } = 20;

    public bool Peers { get; init; } = true;

    public string? Json { get; init; }

    public string? Svg { get; init; }

    public string? Save { get; init; }
}
