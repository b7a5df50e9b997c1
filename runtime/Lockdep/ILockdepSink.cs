namespace MmRuntime.Lockdep;

/// <summary>Who is told what the validator finds.</summary>
public interface ILockdepSink
{
    /// <summary>
    /// A problem, once. Called on the thread that met it, before the lock in question is taken, with no lock of the validator held. If it throws, the lock
    /// operation fails with that exception and has had no effect.
    /// </summary>
    /// <param name="report">The problem.</param>
    void Report(LockdepReport report);
}
