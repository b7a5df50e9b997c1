using System.Globalization;

namespace MmAnalyzers.Benchmarks.Reports;

/// <summary>One result, as a line that programs can read.</summary>
/// <param name="Kind"><c>figure</c>, <c>ratio</c> or <c>count</c>.</param>
/// <param name="Name">What was measured, e.g. <c>analyzers.growth_4x</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Against">The unit of a figure, the bound of a ratio, the expected value of a count.</param>
internal sealed record Entry(string Kind, string Name, double Value, string Against)
{
    /// <summary>A time or size, which depends on the machine.</summary>
    public static Entry Figure(string name, double value, string unit) => new("figure", name, value, unit);

    /// <summary>A ratio of two things measured in one run, and what it must not exceed.</summary>
    public static Entry Ratio(string name, double value, double bound) => new("ratio", name, value, Text(bound)) { IsMet = value <= bound };

    /// <summary>A share, and what it must reach.</summary>
    public static Entry AtLeast(string name, double value, double bound) => new("ratio", name, value, Text(bound)) { IsMet = value >= bound };

    /// <summary>A number of things, and what it must be; null where nobody can know.</summary>
    public static Entry Count(string name, int value, int? expected) =>
        new("count", name, value, expected is { } known ? known.ToString(CultureInfo.InvariantCulture) : "-") { IsMet = expected is null || value == expected };

    /// <summary>Whether the value is what it should be.</summary>
    public bool IsMet { get; private init; } = true;

    /// <summary>The value as text.</summary>
    public string ValueText => Kind == "count" ? Value.ToString("F0", CultureInfo.InvariantCulture) : Text(Value);

    /// <summary>The line.</summary>
    public override string ToString() => Kind switch
    {
        "ratio" => $"ratio {Name} {ValueText} goal {Against}",
        "count" => $"count {Name} {ValueText} expected {Against}",
        _ => $"figure {Name} {ValueText} {Against}",
    };

    private static string Text(double value) => value.ToString(Math.Abs(value) < 10 ? "F3" : "F1", CultureInfo.InvariantCulture);
}
