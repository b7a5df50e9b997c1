namespace MmRuntime.Lockdep;

/// <summary>One lock that a task holds, or the mark at which an interrupt began.</summary>
internal struct HeldLock
{
    /// <summary>Which lock, in which role; 0 for a mark.</summary>
    public ulong Map;

    /// <summary>The chain of all locks held up to this one. Bit 0: some class is in it twice, so which lock it was counts too.</summary>
    public ulong Key;

    /// <summary>Node, context and mode: what this lock adds to the key.</summary>
    public ulong Token;

    /// <summary>Where it was acquired.</summary>
    public string File;

    /// <summary>Where it was acquired.</summary>
    public int Line;

    /// <summary>How often it was acquired again since, by a holder that may; for a mark, where the one below it is.</summary>
    public int Again;

    public readonly LockMap Lock => new(Map);

    public readonly ulong Mode => Token & AcquireMode.Mask;

    public readonly ulong Context => Token & ~LockMap.NodeMask & ~AcquireMode.Mask;

    public readonly bool IsMark => Map == 0;
}
