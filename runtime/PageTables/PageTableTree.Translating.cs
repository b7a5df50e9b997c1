using System.Runtime.CompilerServices;

namespace MmRuntime.PageTables;

/// <summary>What a processor does when it has no translation cached.</summary>
public sealed unsafe partial class PageTableTree
{
    /// <summary>
    /// Translates an address as a processor does, which sets accessed and dirty bits in one step with looking at them, and asks for no lock. The caller is in an access of its processor
    /// (<see cref="Cpus.Cpu.BeginAccess"/>), which keeps tables from being freed under it.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="isStore">Whether it is stored to.</param>
    /// <param name="leaf">The entry that maps it, accessed and dirty as it is after this.</param>
    /// <param name="level">Level of the entry, or of the one at which the walk ended.</param>
    /// <returns>Whether the access is allowed; else it is a fault.</returns>
    internal bool TryTranslate(ulong address, bool isStore, out Pte leaf, out int level)
    {
        var table = _root;
        level = _levels - 1;
        if (address >= Limit)
        {
            // Tables repeat behind what they span: without this another address would be translated.
            leaf = Pte.None;
            return false;
        }

        var wanted = isStore ? PteFlags.Accessed | PteFlags.Dirty : PteFlags.Accessed;
        while (true)
        {
            var index = TableGeometry.IndexOf(address, level);
            leaf = Read(table, index);
            if (level > 0 && leaf.IsTable)
            {
                if (IsBad(leaf, level - 1))
                {
                    return false;
                }

                table = leaf.Frame.Value;
                level--;
                continue;
            }

            if (!leaf.IsPresent || (isStore && !leaf.IsWritable) || IsBadLeaf(leaf, level))
            {
                return false;
            }

            if (leaf.Has(wanted))
            {
                return true;
            }

            // Who has changed it meanwhile may have put a table in its place, which has no dirty bit: then all is looked at anew.
            if (CompareExchange(table, index, leaf.With(wanted), leaf) == leaf)
            {
                leaf = leaf.With(wanted);
                return true;
            }
        }
    }

    /// <summary>What the tables say of an address at this moment. Sets no bits and takes no lock; the caller sees to it that no table is freed meanwhile.</summary>
    /// <param name="address">The address.</param>
    /// <param name="leaf">The entry that maps it.</param>
    /// <param name="level">Its level.</param>
    /// <returns>Whether something present maps it.</returns>
    internal bool TryPeek(ulong address, out Pte leaf, out int level)
    {
        var table = _root;
        for (level = _levels - 1; ; level--)
        {
            leaf = Read(table, TableGeometry.IndexOf(address, level));
            if (level == 0 || !leaf.IsTable || IsBad(leaf, level - 1))
            {
                return leaf.IsPresent && (level == 0 || leaf.IsHuge) && !IsBadLeaf(leaf, level);
            }

            table = leaf.Frame.Value;
        }
    }

    // A huge page lies at a multiple of its size, and all of it in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBadLeaf(Pte leaf, int level)
    {
        var frames = TableGeometry.SpanOf(level) >> TableGeometry.ShiftOf(TableGeometry.Pte);
        return leaf.HasWideFrame || leaf.Frame.Value + frames > _frames.Count
            || (level > TableGeometry.Pte && (level > TableGeometry.Pud || (leaf.Frame.Value & (frames - 1)) != 0));
    }
}
