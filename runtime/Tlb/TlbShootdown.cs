using System.Numerics;
using MmRuntime.AddressSpaces;
using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>Has processors forget translations: the own one at once, others by an interrupt, and none that cannot have any.</summary>
/// <remarks>
/// <para>
/// A processor that only borrows the address space is left alone, and catches up before it uses it; unless tables were freed, in which it may be walking. Must not be called with interrupts off, or within an access.
/// </para>
/// Source: <c>flush_tlb_mm_range</c>, <c>native_flush_tlb_multi</c> (<c>arch/x86/mm/tlb.c</c>, v6.19).
/// </remarks>
internal static class TlbShootdown
{
    /// <summary>More single translations than this are not worth it: all are flushed.</summary>
    /// <remarks>Source: <c>tlb_single_page_flush_ceiling</c> (<c>arch/x86/mm/tlb.c</c>, v6.19).</remarks>
    public const int MostPages = 33;

    /// <summary>Flushes a range; when this returns, no processor uses a translation of it that the tables did not allow at the call.</summary>
    /// <param name="space">Whose translations.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="range">Of whole base pages; of anything, if it is long.</param>
    /// <param name="isTables">Whether tables are to be freed.</param>
    [BroadcastsFlush]
    public static void Flush(AddressSpace space, Cpu cpu, AddressRange range, bool isTables)
    {
        var pages = range.Bytes <= MostPages * (ulong)PageSize.Base ? (int)range.Pages : 0;

        // Whoever enters the mask after this starts with nothing cached.
        var generation = space.RaiseTlbGeneration();
        if (cpu.Memory == space)
        {
            FlushHere(space, cpu, generation, range.Start, pages);
        }

        if (TargetsOf(space, cpu, isTables) is { Count: > 0 } targets)
        {
            cpu.Count(VmEvent.TlbRemoteFlush);
            cpu.Interrupt(targets, HandlerOf(space, generation, range.Start, pages));
        }

        space.Ledger?.Pay(range, generation, isTables);
    }

    /// <summary>Flushes everything.</summary>
    /// <inheritdoc cref="Flush"/>
    [BroadcastsFlush]
    public static void FlushAll(AddressSpace space, Cpu cpu, bool isTables) => Flush(space, cpu, new AddressRange(0, ulong.MaxValue), isTables);

    /// <summary>Waits until every processor of the machine has come by outside of any section with interrupts off: whoever walks tables without a lock has left them.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <remarks>Source: <c>tlb_remove_table_sync_one</c> (<c>mm/mmu_gather.c</c>, v6.19).</remarks>
    [BroadcastsFlush]
    public static void SyncOne(Machine machine, Cpu cpu) => cpu.Interrupt(machine.Cpus, static _ => { });

    private static void FlushHere(AddressSpace space, Cpu cpu, long generation, ulong start, int pages)
    {
        // Others may be flushing in our place.
        cpu.BeginAccess();
        cpu.FlushTlb(space, generation, start, pages);
        cpu.EndAccess();
        if (pages == 0)
        {
            cpu.Count(VmEvent.TlbLocalFlushAll);
        }
        else
        {
            cpu.Count(VmEvent.TlbLocalFlushOne, pages);
        }
    }

    // Apart, so that nothing is allocated where nobody else is to be told.
    private static Action<Cpu> HandlerOf(AddressSpace space, long generation, ulong start, int pages) => target => target.FlushTlb(space, generation, start, pages);

    // Null if nobody else has the address space loaded.
    private static List<Cpu>? TargetsOf(AddressSpace space, Cpu cpu, bool isTables)
    {
        var mask = space.LoadedOn & ~(1UL << cpu.Number);
        if (mask == 0)
        {
            return null;
        }

        var targets = new List<Cpu>(BitOperations.PopCount(mask));
        for (; mask != 0; mask &= mask - 1)
        {
            var target = space.Machine.Cpus[BitOperations.TrailingZeroCount(mask)];

            // Pairs with the end of borrowing: who does not borrow any more has seen our generation.
            if (isTables || !target.IsMemoryBorrowed)
            {
                target.CountFromOutside(VmEvent.TlbRemoteFlushReceived);
                targets.Add(target);
            }
        }

        return targets;
    }
}
