namespace MmRuntime.Lockdep;

/// <summary>What the validator found.</summary>
public enum ReportKind
{
    /// <summary>Locks are taken in opposite orders, so that each thread can wait for the next.</summary>
    LockOrderCycle,

    /// <summary>As <see cref="LockOrderCycle"/>, where one of the waits is for work, a completion or the like.</summary>
    WaitCycle,

    /// <summary>An order that attributes declare is turned round.</summary>
    DeclaredOrderInversion,

    /// <summary>A task waits for a lock that it holds itself.</summary>
    SelfDeadlock,

    /// <summary>A reader reads again; a writer that comes in between stops both for ever.</summary>
    ReadRecursion,

    /// <summary>A reader wants to write without letting go.</summary>
    ReadToWriteUpgrade,

    /// <summary>Two locks of one class are held, and nothing says in which order.</summary>
    SameClassNesting,

    /// <summary>A lock is taken by an interrupt's handler, and held elsewhere with that interrupt on.</summary>
    InconsistentInterruptUse,

    /// <summary>Under a lock that a handler takes, a lock is taken that is held elsewhere with interrupts on.</summary>
    InterruptInversion,

    /// <summary>Something may sleep where nothing may.</summary>
    SleepInAtomic,

    /// <summary>A kind of lock is taken under a kind that allows only others, such as a spinning one under a raw one.</summary>
    WrongContext,

    /// <summary>A lock is released that is not held, or not so.</summary>
    BadRelease,

    /// <summary>A lock that must be held is not.</summary>
    NotHeld,

    /// <summary>A lock that must not be held is.</summary>
    HeldUnexpectedly,

    /// <summary>A task or handler ends and still holds a lock.</summary>
    HeldAtEnd,
}
