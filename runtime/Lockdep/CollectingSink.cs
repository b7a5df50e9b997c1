namespace MmRuntime.Lockdep;

/// <summary>Keeps the reports for who asks later, and lets the program go on.</summary>
public sealed class CollectingSink : ILockdepSink
{
    private readonly object _gate = new();
    private readonly List<LockdepReport> _reports = [];

    /// <summary>Everything reported so far, in order.</summary>
    public IReadOnlyList<LockdepReport> Reports
    {
        get
        {
            lock (_gate)
            {
                return [.. _reports];
            }
        }
    }

    /// <inheritdoc/>
    public void Report(LockdepReport report)
    {
        lock (_gate)
        {
            _reports.Add(report);
        }
    }
}
