using MmRuntime.PageTables;

namespace MmRuntime.AddressSpaces;

/// <summary>How an address space is made.</summary>
public sealed record AddressSpaceOptions
{
    /// <summary>How its tables are built.</summary>
    public PageTableOptions Tables { get; init; } = new();
}
