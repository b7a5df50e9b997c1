using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>The tables that a gather frees when neither TLBs nor walkers without lock can be in them: noted in one frame, or in none if it cannot be had.</summary>
/// <remarks>Source: <c>struct mmu_table_batch</c>, <c>tlb_remove_table</c> (<c>mm/mmu_gather.c</c>, v6.19).</remarks>
internal sealed unsafe class GatheredTables
{
    /// <summary>Tables at most.</summary>
    public const int Most = (PageSize.Base - HeaderBytes) / sizeof(long);

    // The head of an RCU callback, and a count.
    private const int HeaderBytes = 24;

    private static readonly FrameRequest BatchRequest = new(FrameType.Slab, 0, Gfp.NoWait);

    private Pfn _frame = Pfn.None;
    private int _count;

    /// <summary>Whether no table is queued.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Whether no other table can be queued.</summary>
    public bool IsFull => _count == Most;

    /// <summary>Queues a table. Does not sleep.</summary>
    /// <returns>False if there is no memory to note it in: the caller frees it otherwise.</returns>
    public bool TryAdd(PhysicalMemory memory, Cpu cpu, uint table)
    {
        if (_frame.IsNone)
        {
            _frame = memory.Allocate(cpu, BatchRequest);
            if (_frame.IsNone)
            {
                return false;
            }
        }

        SlotsOf(memory)[_count++] = table;
        return true;
    }

    /// <summary>Frees all tables once walkers without lock have left them. The TLBs have been flushed.</summary>
    public void Retire(PageTableTree tables, Cpu cpu)
    {
        if (_frame.IsNone)
        {
            return;
        }

        for (var i = 0; i < _count; i++)
        {
            tables.Retire((uint)SlotsOf(tables.Memory)[i]);
        }

        cpu.Count(VmEvent.TablesFreed, _count);
        tables.Memory.Free(cpu, _frame);
        (_frame, _count) = (Pfn.None, 0);
    }

    private long* SlotsOf(PhysicalMemory memory) => (long*)(memory.FrameTable.ContentsOf(_frame.Value) + HeaderBytes);
}
