namespace MmRuntime.Lockdep;

/// <summary>Fails the lock operation: what tests want.</summary>
public sealed class ThrowingSink : ILockdepSink
{
    /// <summary>The sink; it has no state.</summary>
    public static ThrowingSink Instance { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="LockdepException">Always.</exception>
    public void Report(LockdepReport report) => throw new LockdepException(report);
}
