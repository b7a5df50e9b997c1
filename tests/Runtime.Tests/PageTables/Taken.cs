using MmRuntime.PageTables;

namespace MmRuntime.Tests.PageTables;

/// <summary>Tables that left a tree, in their order.</summary>
internal readonly struct Taken() : ITableSink
{
    public List<(uint Table, ulong Address, int Level)> Tables { get; } = [];

    public void Take(uint table, ulong address, int level) => Tables.Add((table, address, level));
}
