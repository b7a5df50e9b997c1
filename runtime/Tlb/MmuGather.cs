using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>Frees pages after they were unmapped and all TLBs have forgotten them. One task's, for one address space, whose lock it holds from the beginning to the end.</summary>
/// <remarks>Source: <c>struct mmu_gather</c>, <c>tlb_gather_mmu</c> to <c>tlb_finish_mmu</c> (<c>include/asm-generic/tlb.h</c>, <c>mm/mmu_gather.c</c>, v6.19).</remarks>
[Obligation("tlb", Discharge = nameof(Finish))]
public ref struct MmuGather
{
    private Gather? _gather;

    internal MmuGather(Gather gather) => _gather = gather;

    /// <summary>Clears an entry and queues what it mapped. Does not sleep.</summary>
    /// <param name="table">Its table, locked.</param>
    /// <param name="index">Which entry.</param>
    /// <returns><see cref="GatherState.Full"/> if <see cref="Flush"/> is to be called as soon as the table is unlocked.</returns>
    /// <exception cref="MmUsageException">The gather is at its end.</exception>
    [Opens("tlb"), RequiresLock("mm.ptl")]
    public readonly GatherState Clear(scoped in PteTable table, int index)
    {
        var gather = Open;
        var was = table.Clear(index);
        if (!was.IsPresent)
        {
            return GatherState.Queued;
        }

        gather.Note(table.AddressOf(index), TableGeometry.Pte);
        if (was.Has(PteFlags.Special))
        {
            return GatherState.Queued;
        }

        gather.Space.CountAnon(-1);
        return gather.Queue(was.Frame, PhysicalMemory.MappedOnce, table.IsSolo);
    }

    /// <summary>Has the TLBs forget what was cleared, and frees what was queued. May sleep.</summary>
    /// <exception cref="MmUsageException">The gather is at its end.</exception>
    [Discharges("tlb")]
    public readonly void Flush() => Open.Flush(VmEvent.GatherFlushFull);

    /// <summary>Has the TLBs forget what was cleared; frees nothing yet. Does not sleep.</summary>
    /// <exception cref="MmUsageException">The gather is at its end.</exception>
    [Discharges("tlb")]
    public readonly void FlushTlb()
    {
        if (Open.TryFlushTlb())
        {
            // Counted as what it is: under the lock of the table, or for a reason of the caller's.
            Open.CountForced();
        }
    }

    /// <summary>Flushes, frees, and ends the gather. May sleep.</summary>
    /// <exception cref="MmUsageException">The gather is at its end.</exception>
    [Discharges("tlb"), Ends]
    public void Finish()
    {
        Open.Finish();
        _gather = null;
    }

    /// <summary>As <see cref="Finish"/>, unless that was called.</summary>
    public void Dispose()
    {
        if (_gather is not null)
        {
            Finish();
        }
    }

    private readonly Gather Open => _gather ?? throw new MmUsageException("A gather is used after its end.");
}
