using MmRuntime.PageTables;

namespace MmRuntime.AddressSpaces;

/// <summary>How an address space is made, and its limits.</summary>
public sealed record AddressSpaceOptions
{
    /// <summary>How its tables are built.</summary>
    public PageTableOptions Tables { get; init; } = new();

    /// <summary>VMAs at most.</summary>
    /// <remarks>Source: <c>sysctl_max_map_count</c> (<c>include/linux/mm.h</c>, v6.19).</remarks>
    public int MostVmas { get; init; } = 65_530;

    /// <summary>Pages of all VMAs together at most: <c>RLIMIT_AS</c>.</summary>
    public long MostPages { get; init; } = long.MaxValue / 2;

    /// <summary>Pages of private memory that can be stored to at most: <c>RLIMIT_DATA</c>.</summary>
    public long MostDataPages { get; init; } = long.MaxValue / 2;

    /// <summary>Pages that may be kept in memory at most: <c>RLIMIT_MEMLOCK</c>.</summary>
    public long MostLockedPages { get; init; } = long.MaxValue / 2;

    /// <summary>Nothing is mapped below this address.</summary>
    public ulong LowestAddress { get; init; } = 64 << 10;
}
