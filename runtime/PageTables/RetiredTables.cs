using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>Tables that have left the tree are freed when no reader without lock can be in them.</summary>
/// <remarks>Each is a callback of its own, so that readers are waited for before too much is pending, and who waits for callbacks waits for tables. Nothing is allocated for one: the delegate is the same.</remarks>
internal sealed class RetiredTables
{
    private readonly RcuDomain _rcu;
    private readonly Action<uint> _free;

    /// <summary>What becomes of the tables of a tree.</summary>
    /// <param name="memory">The memory that they are in.</param>
    /// <param name="rcu">The readers.</param>
    /// <param name="cpu">Whose list they go back to, on whatever processor that happens.</param>
    public RetiredTables(PhysicalMemory memory, RcuDomain rcu, Cpu cpu) => (_rcu, _free) = (rcu, table => memory.Free(cpu, new Pfn(table)));

    /// <summary>Takes a table that is in no tree any more. May sleep for a grace period if much is pending and the caller may sleep.</summary>
    /// <param name="table">The table.</param>
    public void Add(uint table) => _rcu.Call(_free, table, PageSize.Base);
}
