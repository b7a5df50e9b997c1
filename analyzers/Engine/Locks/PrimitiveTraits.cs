namespace MmAnalyzers.Engine.Locks;

/// <summary>What re-entry by the holder does.</summary>
internal enum Reentry
{
    /// <summary>Counted, harmless.</summary>
    Allowed,

    /// <summary>The thread waits for itself, forever.</summary>
    Hangs,

    /// <summary>The framework throws <c>LockRecursionException</c>.</summary>
    Throws,

    /// <summary>Depends on how the instance was made, which is not known: say nothing.</summary>
    Unknown,
}

/// <summary>What each primitive allows, measured on .NET 10: data, one row a kind.</summary>
/// <param name="Kind">The primitive.</param>
/// <param name="Reentry">A second exclusive acquisition by the holder.</param>
/// <param name="HasSharedMode">Whether readers share it.</param>
/// <param name="IsThreadOwned">Whether only the acquiring thread may release it.</param>
internal sealed record PrimitiveTraits(PrimitiveKind Kind, Reentry Reentry, bool HasSharedMode, bool IsThreadOwned)
{
    private static readonly PrimitiveTraits[] Rows =
    [
        new(PrimitiveKind.Monitor, Reentry.Allowed, HasSharedMode: false, IsThreadOwned: true),
        new(PrimitiveKind.Lock, Reentry.Allowed, HasSharedMode: false, IsThreadOwned: true),
        new(PrimitiveKind.SpinLock, Reentry.Hangs, HasSharedMode: false, IsThreadOwned: true),
        new(PrimitiveKind.SemaphoreSlim, Reentry.Hangs, HasSharedMode: false, IsThreadOwned: false),
        new(PrimitiveKind.ReaderWriterLockSlim, Reentry.Throws, HasSharedMode: true, IsThreadOwned: true),
        new(PrimitiveKind.Mutex, Reentry.Allowed, HasSharedMode: false, IsThreadOwned: true),
        new(PrimitiveKind.RecursiveReaderWriterLockSlim, Reentry.Allowed, HasSharedMode: true, IsThreadOwned: true),
        new(PrimitiveKind.Semaphore, Reentry.Hangs, HasSharedMode: false, IsThreadOwned: false),
        new(PrimitiveKind.ReaderWriterLock, Reentry.Allowed, HasSharedMode: true, IsThreadOwned: true),
        new(PrimitiveKind.Annotated, Reentry.Unknown, HasSharedMode: true, IsThreadOwned: true),
    ];

    /// <summary>The row of a kind.</summary>
    public static PrimitiveTraits Of(PrimitiveKind kind) => Rows[(int)kind];

    /// <summary>
    /// Whether the holder in mode <paramref name="held"/> asks to become more than a reader by an ordinary acquisition, which no reader-writer lock of the
    /// framework lets it: two readers that did so would wait for each other.
    /// </summary>
    public bool IsUpgrade(LockMode held, LockMode wanted) =>
        HasSharedMode && Kind != PrimitiveKind.Annotated && held == LockMode.Shared && wanted != LockMode.Shared;

    /// <summary>What happens when the holder in mode <paramref name="held"/> acquires in mode <paramref name="wanted"/>.</summary>
    public Reentry Again(LockMode held, LockMode wanted) => Kind switch
    {
        // Upgradeable readers may become writers or take the read lock as well.
        PrimitiveKind.ReaderWriterLockSlim or PrimitiveKind.RecursiveReaderWriterLockSlim
            when held == LockMode.Upgradeable && wanted != LockMode.Upgradeable => Reentry.Allowed,

        // Reader to writer is an upgrade, whatever the policy: a rule of its own.
        PrimitiveKind.ReaderWriterLockSlim or PrimitiveKind.RecursiveReaderWriterLockSlim or PrimitiveKind.ReaderWriterLock
            when held == LockMode.Shared && wanted != LockMode.Shared => Reentry.Unknown,
        _ => Reentry,
    };
}
