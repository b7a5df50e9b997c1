namespace MmAnalyzers.Benchmarks.Reports;

/// <summary>What the table and the plot say of one set of analyzers.</summary>
/// <param name="Name">Which.</param>
/// <param name="BatchMilliseconds">A whole compilation with it.</param>
/// <param name="AddedPerKloc">Milliseconds for a thousand lines over the floor.</param>
/// <param name="OverBind">The same over the compiler's binding time.</param>
/// <param name="AddedMegabytes">Memory over the floor.</param>
/// <param name="Findings">What it reported.</param>
internal sealed record Row(string Name, double BatchMilliseconds, double AddedPerKloc, double OverBind, double AddedMegabytes, int Findings)
{
    /// <summary>Median of an edit.</summary>
    public double EditMilliseconds { get; init; }

    /// <summary>What nine of ten edits do not exceed.</summary>
    public double EditNinetieth { get; init; }
}
