using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>How tables come to be.</summary>
/// <remarks>
/// A table is allocated without a lock, and put in place under the lock of the one above it, unless somebody else was faster. Source: <c>__pud_alloc</c>, <c>__pmd_alloc</c>, <c>pmd_install</c>
/// (<c>mm/memory.c</c>, v6.19).
/// </remarks>
public sealed unsafe partial class PageTableTree
{
    private static readonly FrameRequest TableRequest = new(FrameType.Table, 0, Gfp.Kernel | Gfp.Zero | Gfp.Account);

    /// <summary>Finds the place of the PMD of an address, and makes the tables above it that are missing. Takes and releases <c>page_table_lock</c>; may sleep to free memory.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="address">The address, below <see cref="Limit"/>, of a VMA that the caller keeps as it is.</param>
    /// <param name="pmd">The place.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns><see cref="TableResult.Done"/> if it was found.</returns>
    internal TableResult TryMakePmd(Cpu cpu, ulong address, out PmdSlot pmd, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var table = _root;
        for (var level = _levels - 1; level > TableGeometry.Pmd; level--)
        {
            var entry = Read(table, TableGeometry.IndexOf(address, level));
            if (!entry.IsTable)
            {
                if (!entry.IsNone)
                {
                    pmd = default;
                    return TableResult.NotTable;
                }

                if (!TryPopulate(cpu, table, level, address, new CallSite(file, line)))
                {
                    pmd = default;
                    return TableResult.NoMemory;
                }

                level++;
                continue;
            }

            if (IsBad(entry, level - 1))
            {
                pmd = default;
                return TableResult.Bad;
            }

            table = entry.Frame.Value;
        }

        pmd = new PmdSlot(this, table, TableGeometry.IndexOf(address, TableGeometry.Pmd));
        return TableResult.Done;
    }

    /// <summary>Makes sure that a PMD points to a PTE table, or to something else than nothing. Takes and releases the PMD's lock; may sleep to free memory.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="pmd">The place.</param>
    /// <param name="address">An address that it spans.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether there was memory. The table may have vanished again, or somebody may have mapped a huge page.</returns>
    [MustCheck]
    internal bool TryMakePte(Cpu cpu, PmdSlot pmd, ulong address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        !Read(pmd.Table, pmd.Index).IsNone || TryPopulate(cpu, pmd.Table, TableGeometry.Pmd, address, new CallSite(file, line));

    /// <summary>Allocates a table that is in no tree yet. May sleep to free memory.</summary>
    /// <returns>None if there is no memory.</returns>
    internal Pfn AllocateTable(Cpu cpu, int level, CallSite site) => AllocateTable(Memory, cpu, level, site);

    /// <summary>Frees a table that nobody can reach, be it that nobody ever could.</summary>
    internal void FreeTable(Cpu cpu, uint table) => Memory.Free(cpu, new Pfn(table));

    /// <summary>Puts an allocated table in place, unless something is there already. Takes and releases the lock of the table above.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="table">The table above.</param>
    /// <param name="index">The place in it.</param>
    /// <param name="child">The new table, of the level below.</param>
    /// <param name="site">Who wants it.</param>
    /// <returns>Whether it was; else it is the caller's still.</returns>
    [MustCheck]
    internal bool TryInstall(Cpu cpu, uint table, int index, Pfn child, CallSite site)
    {
        var level = _frames[table].TableLevel;
        var hold = EnterLock(table, 0, cpu.Task, site);
        var isFree = Read(table, index).IsNone;
        if (isFree)
        {
            Write(table, index, Pte.Table(child));
            Count(level - 1, 1);
        }

        ExitLock(table, hold);
        return isFree;
    }

    /// <summary>Counts tables of a level that come or go.</summary>
    internal void Count(int level, int change)
    {
        if (level <= TableGeometry.Pud)
        {
            _bytes.Add(this, change * PageSize.Base);
        }
    }

    private static Pfn AllocateTable(PhysicalMemory memory, Cpu cpu, int level, CallSite site)
    {
        var frame = memory.AllocateFrozen(cpu, TableRequest, site.File, site.Line);
        if (!frame.IsNone)
        {
            memory.ClearUnpublished(frame);
            memory.Frame(frame).TableLevel = (byte)level;
            memory.Frame(frame).DepositedNext = Pfn.None.Value;
            memory.Unfreeze(frame, 1);
        }

        return frame;
    }

    private bool TryPopulate(Cpu cpu, uint table, int level, ulong address, CallSite site)
    {
        var child = AllocateTable(Memory, cpu, level - 1, site);
        if (child.IsNone)
        {
            return false;
        }

        var isInstalled = false;
        try
        {
            isInstalled = TryInstall(cpu, table, TableGeometry.IndexOf(address, level), child, site);
        }
        finally
        {
            // Somebody else was faster, or the validator refuses the lock.
            if (!isInstalled)
            {
                FreeTable(cpu, child.Value);
            }
        }

        return true;
    }
}
