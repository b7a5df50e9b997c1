using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Physical;
using MmRuntime.Scheduling;

namespace MmRuntime.PageTables;

/// <summary>Finding entries.</summary>
public sealed unsafe partial class PageTableTree
{
    /// <summary>Finds the place of the PMD of an address. Takes no lock.</summary>
    /// <param name="address">The address, of a VMA that the caller keeps as it is, or without whose exclusion nothing here can vanish.</param>
    /// <param name="pmd">The place.</param>
    /// <returns>Whether there is one: the tables above it are there.</returns>
    [MustCheck]
    public bool TryPmd(ulong address, out PmdSlot pmd)
    {
        pmd = default;
        if (address >= Limit || !TryTable(address, TableGeometry.Pmd, out var table))
        {
            return false;
        }

        pmd = new PmdSlot(this, table, TableGeometry.IndexOf(address, TableGeometry.Pmd));
        return true;
    }

    internal FrameTable Frames
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _frames;
    }

    [EntersRcu]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EnterRcu(SimTask task, string file, int line) => _rcu.Enter(task, file, line);

    [LeavesRcu]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ExitRcu(SimTask task) => _rcu.Exit(task, string.Empty);

    /// <summary>Finds the table of a level that an address is translated by.</summary>
    /// <returns>Whether there is one; not if an entry above it maps memory itself, or is corrupt.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryTable(ulong address, int level, out uint table)
    {
        table = _root;
        for (var at = _levels - 1; at > level; at--)
        {
            var entry = Read(table, TableGeometry.IndexOf(address, at));
            if (!entry.IsTable || IsBad(entry, at - 1))
            {
                return false;
            }

            table = entry.Frame.Value;
        }

        return true;
    }

    /// <summary>The first address behind what is spanned by the entry that is missing on the way to the PMD of an address, or by that PMD: where a walk over many goes on.</summary>
    /// <param name="address">The address, below <see cref="Limit"/>.</param>
    /// <param name="pmd">The PMD's place, if there is one.</param>
    /// <param name="next">Where to go on.</param>
    internal bool TryPmd(ulong address, out PmdSlot pmd, out ulong next)
    {
        var table = _root;
        for (var level = _levels - 1; level > TableGeometry.Pmd; level--)
        {
            var entry = Read(table, TableGeometry.IndexOf(address, level));
            if (!entry.IsTable || IsBad(entry, level - 1))
            {
                (pmd, next) = (default, TableGeometry.EndOf(address, level));
                return false;
            }

            table = entry.Frame.Value;
        }

        pmd = new PmdSlot(this, table, TableGeometry.IndexOf(address, TableGeometry.Pmd));
        next = TableGeometry.EndOf(address, TableGeometry.Pmd);
        return true;
    }
}
