using System.Collections.Immutable;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Two framework methods that belong together: one takes a lock without a time limit, the other gives it back.</summary>
/// <param name="Type">Simple name of the type in <c>System.Threading</c> that the lock is of, or for which it is the argument.</param>
/// <param name="Take">The taking method.</param>
/// <param name="Give">The releasing method.</param>
internal sealed record LockPair(string Type, string Take, string Give)
{
    /// <summary>The lock statement locks such an object.</summary>
    public const string Monitor = "Monitor";

    /// <summary>The lock statement knows this type since C# 13.</summary>
    public const string Lock = "Lock";

    /// <summary>All pairs.</summary>
    public static ImmutableArray<LockPair> All { get; } = ImmutableArray.Create(
        new LockPair(Monitor, "Enter", "Exit"),
        new LockPair(Lock, "Enter", "Exit"),
        new LockPair("SpinLock", "Enter", "Exit"),
        new LockPair("SemaphoreSlim", "Wait", "Release"),
        new LockPair("SemaphoreSlim", "WaitAsync", "Release"),
        new LockPair("Mutex", "WaitOne", "ReleaseMutex"),
        new LockPair("ReaderWriterLockSlim", "EnterReadLock", "ExitReadLock"),
        new LockPair("ReaderWriterLockSlim", "EnterWriteLock", "ExitWriteLock"),
        new LockPair("ReaderWriterLockSlim", "EnterUpgradeableReadLock", "ExitUpgradeableReadLock"));

    /// <summary>Whether the thread that took the lock has to give it back.</summary>
    public bool IsThreadOwned => Type != "SemaphoreSlim";

    /// <summary>Whether the taking method returns a task that ends when the lock is held.</summary>
    public bool IsAwaited => Take == "WaitAsync";
}
