using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>Tables that have left the tree and wait until no reader without lock can be in them.</summary>
/// <remarks>One callback for all of them, which is given the table's number, so that nothing is allocated for a table.</remarks>
internal sealed class RetiredTables(PhysicalMemory memory, RcuDomain rcu)
{
    private Cpu? _cpu;

    /// <summary>Takes a table that is in no tree any more. May sleep for a grace period if much is pending and the caller may sleep.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="table">The table.</param>
    public void Add(Cpu cpu, uint table)
    {
        // Whose list it comes back to matters to nobody, so the last one will do for all.
        _cpu = cpu;
        rcu.Call(static (retired, number) => ((RetiredTables)retired).Free((uint)number), this, table, PageSize.Base, default);
    }

    private void Free(uint table) => memory.Free(_cpu!, new Pfn(table));
}
