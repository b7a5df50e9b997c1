using System.Collections.Immutable;

namespace MmAnalyzers.Benchmarks.Reports;

/// <summary>Everything that one run found out.</summary>
/// <param name="Title">What was measured, on which code.</param>
/// <param name="Entries">The lines.</param>
/// <param name="Rows">The table.</param>
internal sealed record Report(string Title, ImmutableArray<Entry> Entries, ImmutableArray<Row> Rows)
{
    /// <summary>Exceptions of analyzers.</summary>
    public ImmutableArray<string> Crashes { get; init; } = [];

    /// <summary>Whether nothing threw and every count is right.</summary>
    public bool IsSound => Crashes.IsEmpty && Entries.All(entry => entry.Kind != "count" || entry.IsMet);
}
