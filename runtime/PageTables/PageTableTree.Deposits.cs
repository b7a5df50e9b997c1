using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>Tables that are set aside for huge pages.</summary>
/// <remarks>A list through the tables' records, whose head is in the record of the PMD table; guarded by that table's lock. Such tables count as table memory.</remarks>
public sealed unsafe partial class PageTableTree
{
    /// <summary>Sets a table aside. The caller holds the lock of the PMD table.</summary>
    internal void Deposit(uint pmdTable, Pfn table)
    {
        AssertLocked(pmdTable, default);
        ref var head = ref _frames[pmdTable].DepositedNext;
        _frames[table.Value].DepositedNext = head;
        head = table.Value;
        Count(TableGeometry.Pte, 1);
    }

    /// <summary>Takes one back. The caller holds the lock of the PMD table.</summary>
    /// <exception cref="MmUsageException">There is none.</exception>
    internal Pfn Withdraw(uint pmdTable)
    {
        AssertLocked(pmdTable, default);
        ref var head = ref _frames[pmdTable].DepositedNext;
        var table = new Pfn(head);
        if (table.IsNone)
        {
            throw new MmUsageException("A table is taken back that was never set aside: a huge page is mapped without one.");
        }

        head = _frames[table.Value].DepositedNext;
        _frames[table.Value].DepositedNext = Pfn.None.Value;
        Count(TableGeometry.Pte, -1);
        return table;
    }

    /// <summary>Whether tables are set aside in a PMD table.</summary>
    internal bool HasDeposits(uint pmdTable) => _frames[pmdTable].DepositedNext != Pfn.None.Value;
}
