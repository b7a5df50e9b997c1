using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Locking;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>A PMD whose table is locked.</summary>
[Guard, ForbidsSleepWhileHeld]
public readonly ref struct PmdGuard
{
    private readonly PmdSlot _pmd;
    private readonly Hold _hold;

    internal PmdGuard(PmdSlot pmd, Hold hold) => (_pmd, _hold, IsHeld) = (pmd, hold, true);

    /// <summary>Whether there is a lock to release.</summary>
    public bool IsHeld { get; }

    /// <summary>The entry.</summary>
    public Pte Value => _pmd.Value;

    /// <summary>Writes the entry in place of one that no processor translates by.</summary>
    /// <param name="entry">The new entry.</param>
    public void Set(Pte entry) => _pmd.Tree.Write(_pmd.Table, _pmd.Index, entry);

    /// <summary>Replaces the entry in one step with the bits that processors set. If it mapped a huge page and that takes rights away, a flush is owed.</summary>
    /// <param name="entry">The new entry.</param>
    /// <param name="address">An address that it spans.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The old entry.</returns>
    /// <remarks>Source: <c>pmdp_huge_get_and_clear</c> (<c>include/linux/pgtable.h</c>, v6.19).</remarks>
    public Pte Replace(Pte entry, ulong address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var ledger = _pmd.Tree.Ledger;
        if (ledger is not null)
        {
            Account(ledger, Value, entry, address, new CallSite(file, line));
        }

        var was = _pmd.Tree.Exchange(_pmd.Table, _pmd.Index, entry);
        if (ledger is not null)
        {
            Account(ledger, was, entry, address, new CallSite(file, line));
        }

        return was;
    }

    /// <summary>Sets an empty PTE table aside for the moment when a huge page in this table is to be split, which then cannot fail.</summary>
    /// <param name="table">The table, which is in no tree.</param>
    /// <remarks>Source: <c>pgtable_trans_huge_deposit</c> (<c>mm/pgtable-generic.c</c>, v6.19).</remarks>
    internal void Deposit(Pfn table) => _pmd.Tree.Deposit(_pmd.Table, table);

    /// <summary>Takes back one that was set aside.</summary>
    /// <exception cref="MmUsageException">There is none.</exception>
    /// <remarks>Source: <c>pgtable_trans_huge_withdraw</c> (<c>mm/pgtable-generic.c</c>, v6.19).</remarks>
    internal Pfn Withdraw() => _pmd.Tree.Withdraw(_pmd.Table);

    /// <summary>Releases the lock, if there is one.</summary>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws: the task does not hold it.</exception>
    [Releases("mm.ptl")]
    public void Dispose()
    {
        if (IsHeld)
        {
            _pmd.Tree.ExitLock(_pmd.Table, _hold);
        }
    }

    // Twice, as for PTEs.
    private static void Account(ITranslationLedger ledger, Pte was, Pte now, ulong address, CallSite site)
    {
        var start = TableGeometry.StartOf(address, TableGeometry.Pmd);
        if (was.IsTable && !now.IsTable)
        {
            ledger.OweTable(start, TableGeometry.Pte, site);
        }
        else if (Pte.NeedsFlush(was, now))
        {
            ledger.Owe(start, TableGeometry.Pmd, was, site);
        }
    }
}
