namespace MmAnalyzers.Rules;

/// <summary>
/// Every id of the product. Ids are stable once shipped.
/// </summary>
/// <remarks>
/// Ranges are folders, documentation chapters and categories: 1 Ordering, 2 Discipline, 3 Tlb, 4 Waiting, 5 PageTables, 6 MemoryObjects, 9 Annotations.
/// </remarks>
public static class RuleIds
{
    /// <summary>A lock is acquired inside one that the declared order puts inside it.</summary>
    public const string DeclaredOrderInversion = "MM1001";

    /// <summary>Locks are taken in a circle by different members of the project; reported at the end of a build.</summary>
    public const string LockOrderCycle = "MM1002";

    /// <summary>A lock that does not allow it is acquired again by its holder.</summary>
    public const string SelfDeadlock = "MM1003";

    /// <summary>Two exchangeable locks of one class are held together, and nothing orders them.</summary>
    public const string UnorderedSameClassNesting = "MM1004";

    /// <summary>The write lock is taken by code that holds the read lock of the same object.</summary>
    public const string ReadToWriteUpgrade = "MM1005";

    /// <summary>A lock without a place in the declared order is acquired inside one that has a place.</summary>
    public const string UndeclaredLockInHierarchy = "MM1010";

    /// <summary>This body takes part in a lock-order cycle; the live form of <see cref="LockOrderCycle"/>.</summary>
    public const string LockOrderCycleHere = "MM1011";

    /// <summary>A lock is still held at some exit of a member that releases it at others.</summary>
    public const string LockNotReleased = "MM2001";

    /// <summary>A lock is released that was released before and not taken again.</summary>
    public const string ReleaseNotHeld = "MM2002";

    /// <summary>A body goes on as if an attempt to take a lock had succeeded.</summary>
    public const string UncheckedTryAcquire = "MM2003";

    /// <summary>A lock is released through a path that was re-assigned since it was taken.</summary>
    public const string ReleaseThroughDifferentPath = "MM2010";

    /// <summary>An exception between acquisition and release leaves the lock held.</summary>
    public const string ReleaseNotInFinally = "MM2011";

    /// <summary>An iterator hands out an element with a lock held.</summary>
    public const string LockHeldAcrossYield = "MM2012";

    /// <summary>Declared orders contradict each other.</summary>
    public const string ContradictoryOrder = "MM9001";

    /// <summary>An annotation names a lock or member that does not exist.</summary>
    public const string UnresolvedName = "MM9002";

    /// <summary>A body does not do what its annotation says.</summary>
    public const string AnnotationContradicted = "MM9003";

    /// <summary>A member was too large or too deep to analyse fully.</summary>
    public const string BudgetExceeded = "MM9005";

    /// <summary>An option or data file was not understood.</summary>
    public const string OptionNotUnderstood = "MM9006";

    /// <summary>A baseline entry matches no finding.</summary>
    public const string StaleBaselineEntry = "MM9007";
}
