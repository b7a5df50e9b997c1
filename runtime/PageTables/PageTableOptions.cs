namespace MmRuntime.PageTables;

/// <summary>How page tables are built.</summary>
public sealed class PageTableOptions
{
    /// <summary>How many levels: 4, or 5 for addresses of 56 bits.</summary>
    public int Levels { get; init; } = 4;

    /// <summary>Whether each PMD and PTE table has a lock of its own; else the lock of the whole tree serves them all, as on small machines.</summary>
    public bool HasSplitLocks { get; init; } = true;
}
