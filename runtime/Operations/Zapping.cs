using MmRuntime.AddressSpaces;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tlb;

namespace MmRuntime.Operations;

/// <summary>How pages are unmapped.</summary>
/// <remarks>Source: <c>zap_pte_range</c>, <c>unmap_page_range</c> (<c>mm/memory.c</c>, v6.19).</remarks>
internal static class Zapping
{
    /// <summary>Unmaps every page of a range, tables stay. Locks one PTE table at a time; may sleep, between two of them. The caller keeps the VMAs of the range as they are.</summary>
    /// <param name="gather">Who frees the pages.</param>
    /// <param name="space">The address space.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="range">The range, of whole pages.</param>
    public static void Zap(Gather gather, AddressSpace space, Cpu cpu, AddressRange range)
    {
        for (var at = range.Start; at < range.End;)
        {
            if (!space.Tables.TryPmd(at, out var pmd, out var next))
            {
                at = next;
                continue;
            }

            at = ZapTable(gather, space, cpu, pmd, new AddressRange(at, Math.Min(next, range.End)));
        }
    }

    // Where it got to: the end of the range, or where the gather was full.
    private static ulong ZapTable(Gather gather, AddressSpace space, Cpu cpu, PmdSlot pmd, AddressRange range)
    {
        var at = range.Start;
        var pages = 0L;
        var isFull = false;
        using (var table = pmd.MapLock(cpu.Task, at, 0, string.Empty, 0))
        {
            if (!table.IsMapped)
            {
                return range.End;
            }

            table.TryGoSolo(cpu);
            for (var index = PteIndex.Of(at); at < range.End && !isFull; at += PageSize.Base, index++)
            {
                if (table[index].IsNone)
                {
                    continue;
                }

                var was = table.Clear(index);
                if (!was.IsPresent)
                {
                    continue;
                }

                gather.Note(at, TableGeometry.Pte);
                if (!was.Has(PteFlags.Special))
                {
                    pages++;
                    isFull = gather.Queue(was.Frame, PhysicalMemory.MappedOnce, table.IsSolo) == GatherState.Full;
                }
            }
        }

        // Once for a table.
        space.CountAnon(-pages);
        if (isFull)
        {
            gather.Flush(VmEvent.GatherFlushFull);
        }

        return at;
    }
}
