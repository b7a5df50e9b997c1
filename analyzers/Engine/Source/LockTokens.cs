namespace MmAnalyzers.Engine.Source;

/// <summary>The names that hint at locks, waits and threads: the one table of the prefilter, read before anything is bound.</summary>
/// <remarks>
/// A hint may be wrong (<c>Environment.Exit</c> is no release): it costs the binding of one body. A missing row costs findings,
/// so the table lists every member name of a lock primitive that the engine knows.
/// </remarks>
internal static class LockTokens
{
    private static readonly Dictionary<string, TokenKinds> Rows = new(StringComparer.Ordinal)
    {
        // Monitor, System.Threading.Lock, SpinLock
        ["Enter"] = TokenKinds.Acquire,
        ["TryEnter"] = TokenKinds.Acquire,
        ["EnterScope"] = TokenKinds.Scope,
        ["Exit"] = TokenKinds.Release,
        ["Synchronized"] = TokenKinds.Balanced,

        // SemaphoreSlim, Semaphore, Mutex
        ["Wait"] = TokenKinds.Acquire | TokenKinds.Wait,
        ["WaitAsync"] = TokenKinds.Acquire | TokenKinds.Wait,
        ["WaitOne"] = TokenKinds.Acquire | TokenKinds.Wait,
        ["Release"] = TokenKinds.Release,
        ["ReleaseMutex"] = TokenKinds.Release,

        // ReaderWriterLockSlim
        ["EnterReadLock"] = TokenKinds.Acquire,
        ["TryEnterReadLock"] = TokenKinds.Acquire,
        ["ExitReadLock"] = TokenKinds.Release,
        ["EnterWriteLock"] = TokenKinds.Acquire,
        ["TryEnterWriteLock"] = TokenKinds.Acquire,
        ["ExitWriteLock"] = TokenKinds.Release,
        ["EnterUpgradeableReadLock"] = TokenKinds.Acquire,
        ["TryEnterUpgradeableReadLock"] = TokenKinds.Acquire,
        ["ExitUpgradeableReadLock"] = TokenKinds.Release,

        // ReaderWriterLock
        ["AcquireReaderLock"] = TokenKinds.Acquire,
        ["AcquireWriterLock"] = TokenKinds.Acquire,
        ["ReleaseReaderLock"] = TokenKinds.Release,
        ["ReleaseWriterLock"] = TokenKinds.Release,
        ["ReleaseLock"] = TokenKinds.Release,
        ["RestoreLock"] = TokenKinds.Acquire,
        ["UpgradeToWriterLock"] = TokenKinds.Acquire,
        ["DowngradeFromWriterLock"] = TokenKinds.Release,

        // Waits for something else than a lock
        ["WaitAll"] = TokenKinds.Wait,
        ["WaitAny"] = TokenKinds.Wait,
        ["SignalAndWait"] = TokenKinds.Wait,
        ["Join"] = TokenKinds.Wait,
        ["Result"] = TokenKinds.Wait,
        ["GetResult"] = TokenKinds.Wait,
        ["RunSynchronously"] = TokenKinds.Wait,
        ["SpinUntil"] = TokenKinds.Wait,

        // Concurrent work; Task.Run is recognised by both names, since Run alone is everywhere
        ["Thread"] = TokenKinds.Concurrency,
        ["Timer"] = TokenKinds.Concurrency,
        ["PeriodicTimer"] = TokenKinds.Concurrency,
        ["Parallel"] = TokenKinds.Concurrency,
        ["AsParallel"] = TokenKinds.Concurrency,
        ["ThreadPool"] = TokenKinds.Concurrency,
        ["StartNew"] = TokenKinds.Concurrency,
        ["ContinueWith"] = TokenKinds.Concurrency,
        ["BackgroundWorker"] = TokenKinds.Concurrency,
        ["BackgroundService"] = TokenKinds.Concurrency,
        ["IHostedService"] = TokenKinds.Concurrency,
    };

    /// <summary>Every row, for the test that compares the names with the framework's.</summary>
    public static IReadOnlyDictionary<string, TokenKinds> All => Rows;

    /// <summary>What a name hints at; <see cref="TokenKinds.None"/> for most.</summary>
    public static TokenKinds KindOf(string name) => Rows.TryGetValue(name, out var kind) ? kind : TokenKinds.None;
}
