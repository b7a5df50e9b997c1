using System.Diagnostics.CodeAnalysis;

namespace MmRuntime.Lockdep;

/// <summary>A lock operation that the validator refused.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without a report it would say nothing.")]
public sealed class LockdepException : Exception
{
    /// <summary>The refusal of a report.</summary>
    /// <param name="report">What was found.</param>
    public LockdepException(LockdepReport report)
        : base(report.Text) => Report = report;

    /// <summary>What was found.</summary>
    public LockdepReport Report { get; }
}
