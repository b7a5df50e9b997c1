namespace MmAnalyzers.Engine.Options;

/// <summary>What a line of a locks file says of a member or type.</summary>
internal enum LocksVerb
{
    /// <summary>The type is a lock; what its methods do is said by entries of their own.</summary>
    Lock,

    /// <summary>The member returns with a lock held.</summary>
    Acquires,

    /// <summary>The member gives a lock back.</summary>
    Releases,

    /// <summary>The member waits for a signal.</summary>
    Blocks,

    /// <summary>The member does nothing to locks that callers could notice.</summary>
    NoEffect,

    /// <summary>The member runs its delegates before it returns.</summary>
    RunsNow,

    /// <summary>The member has its delegates run on other threads, and waits for them.</summary>
    RunsElsewhere,

    /// <summary>What the member returns runs its delegates when it is used.</summary>
    RunsOnUse,

    /// <summary>The member has its delegates run after it returned.</summary>
    RunsLater,
}
