using MmRuntime.AddressSpaces;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>In checked mode: whether what a processor is about to use of its TLB may still be used.</summary>
/// <remarks>
/// Between the change of an entry and the flush that covers it, it may, whatever the tables say now. After that flush it may not; and never once the frame has been back at the allocator.
/// </remarks>
internal static class TlbOracle
{
    /// <summary>Looks at a translation that is about to be used.</summary>
    /// <param name="cpu">The processor.</param>
    /// <param name="space">The address space that it has loaded.</param>
    /// <param name="address">The address.</param>
    /// <param name="frame">The frame that the address is translated to.</param>
    /// <param name="isStore">Whether it is stored to.</param>
    /// <exception cref="MmUsageException">It must not be used.</exception>
    public static void CheckHit(Cpu cpu, AddressSpace space, ulong address, Pfn frame, bool isStore)
    {
        // In this order: who changes an entry owes before he does, and pays when we have been interrupted, which is not now.
        var isAllowed = IsAllowed(space.Tables, address, frame, isStore);
        var debt = space.Ledger?.Find(address);
        if (space.Memory.GenerationOf(frame) != cpu.Tlb.NoteOf(address))
        {
            Report(cpu, $"Processor {cpu.Number} translates 0x{address:x} to frame {frame}, which has been freed since it cached that{Owed(debt)}");
        }

        if (debt is null && !isAllowed)
        {
            Report(cpu, $"Processor {cpu.Number} {(isStore ? "stores to" : "loads from")} 0x{address:x} through a translation to frame {frame} that the tables do not allow any more, and no flush is owed: one was too small, or went past it");
        }
    }

    private static string Owed(TranslationLedger.Debt? debt) =>
        debt is null ? ": a flush was too small, or went past it" : $": the flush is missing that is owed since {debt.Site.File}:{debt.Site.Line}";

    private static bool IsAllowed(PageTableTree tables, ulong address, Pfn frame, bool isStore) =>
        tables.TryPeek(address, out var leaf, out var level)
        && leaf.Frame.Plus((int)(address >> PageSize.Shift & (TableGeometry.SpanOf(level) >> PageSize.Shift) - 1)) == frame
        && (!isStore || leaf.IsWritable);

    // The access is over before anybody hears of it.
    private static void Report(Cpu cpu, string text)
    {
        cpu.EndAccess();
        throw new MmUsageException(text + ".");
    }
}
