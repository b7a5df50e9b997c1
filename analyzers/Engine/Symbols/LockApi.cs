namespace MmAnalyzers.Engine.Symbols;

/// <summary>What a framework call does to a lock.</summary>
internal enum LockAction
{
    /// <summary>Blocks until the lock is held.</summary>
    Acquire,

    /// <summary>May return without the lock; the outcome says.</summary>
    TryAcquire,

    /// <summary>Gives the lock back.</summary>
    Release,

    /// <summary>Tells whether the caller holds it.</summary>
    IsHeld,

    /// <summary>Takes or gives back in a way that is not followed: nothing is certain of the lock afterwards.</summary>
    Unfollowed,
}

/// <summary>How a caller learns whether a try-acquire succeeded, or gets what releases the lock.</summary>
internal enum LockOutcome
{
    /// <summary>There is nothing to learn.</summary>
    None,

    /// <summary>The returned boolean.</summary>
    Result,

    /// <summary>The last argument, by reference.</summary>
    TakenFlag,

    /// <summary>The awaited result.</summary>
    Awaited,

    /// <summary>A guard whose <c>Dispose</c> releases.</summary>
    Guard,
}

/// <summary>How a framework lock is taken by a call; the same three as in the lock layer above, which maps them.</summary>
internal enum LockAccess
{
    Exclusive,
    Shared,
    Upgradeable,
}

/// <summary>The kind of framework lock a row is about.</summary>
internal enum LockFamily
{
    Monitor,
    Lock,
    SpinLock,
    SemaphoreSlim,
    ReaderWriterLockSlim,
    Mutex,
    Semaphore,
    ReaderWriterLock,
}

/// <summary>One row: a framework method and what it does to which lock.</summary>
/// <param name="Family">The primitive.</param>
/// <param name="Method">Name of the method, or of the property for <see cref="LockAction.IsHeld"/>.</param>
/// <param name="Action">What it does.</param>
/// <param name="Access">How it holds.</param>
/// <param name="Outcome">How the caller learns of success.</param>
/// <param name="Parameters">Simple type names of the parameters, comma-separated; null: any.</param>
internal sealed record LockApi(LockFamily Family, string Method, LockAction Action, LockAccess Access, LockOutcome Outcome, string? Parameters)
{
    /// <summary>Whether a normal return means success, though the call may give up: it throws then.</summary>
    public bool ThrowsUnlessTaken => Action == LockAction.TryAcquire && Outcome == LockOutcome.None;

    /// <summary>Static methods of Monitor name the lock in their first argument; all others in their receiver.</summary>
    public bool TargetIsFirstArgument => Family == LockFamily.Monitor;

    /// <summary>Whether an infinite time-out in the first time parameter makes a try-acquire a blocking one.</summary>
    public bool TakesTimeout => Action == LockAction.TryAcquire && Parameters is not null && (Parameters.Contains("Int32") || Parameters.Contains("TimeSpan"));
}
