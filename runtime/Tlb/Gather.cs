using System.Runtime.CompilerServices;
using MmRuntime.AddressSpaces;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>What a gather knows: which addresses and levels are to be flushed, and what is to be freed after that. Belongs to one task, from its beginning to its end.</summary>
/// <remarks>
/// The law: first something is taken out of the tables, then the TLBs forget it, then it is freed. Nothing that came here may be used again before that.
/// Source: <c>struct mmu_gather</c> (<c>include/asm-generic/tlb.h</c>, <c>mm/mmu_gather.c</c>, v6.19).
/// </remarks>
internal sealed partial class Gather : ITableSink
{
    private readonly GatherBatches _pages = new();
    private readonly GatheredTables _tables = new();
    private AddressSpace _space = null!; // Set by Begin, before anything else.
    private Cpu _cpu = null!; // Likewise.
    private AddressRange _range = Nothing;
    private bool _isWhole;
    private bool _isTables;
    private bool _isSolo;
    private int _pageLevel;

    /// <summary>Whether flushed is what is owed, and freed is what was queued.</summary>
    public bool IsClean => _range.IsEmpty && !_isTables && _pages.IsEmpty && _tables.IsEmpty;

    /// <summary>The address space.</summary>
    public AddressSpace Space => _space;

    private static AddressRange Nothing => new(ulong.MaxValue, 0);

    /// <summary>Begins a gather; <see cref="Finish"/> ends it. Takes no lock, does not sleep.</summary>
    /// <param name="space">Of which address space.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="isWhole">Whether all of it goes.</param>
    public static Gather Begin(AddressSpace space, Cpu cpu, bool isWhole)
    {
        var gather = (Gather?)cpu.SpareGather ?? new Gather();
        cpu.SpareGather = null;
        (gather._space, gather._cpu, gather._isWhole, gather._isSolo, gather._pageLevel) = (space, cpu, isWhole, true, TableGeometry.Pte);

        // Before any ptl is taken: who sees a changed entry under the ptl sees the count too.
        space.BeginGather();
        return gather;
    }

    /// <summary>Notes that an entry was cleared or tightened. Before anything behind it is queued.</summary>
    /// <param name="address">The first address that it spans.</param>
    /// <param name="level">Its level.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note(ulong address, int level)
    {
        _range = new(Math.Min(_range.Start, address), Math.Max(_range.End, address + TableGeometry.SpanOf(level)));
    }

    /// <summary>Queues a frame that an entry has mapped which was noted. Does not sleep.</summary>
    /// <param name="frame">The frame; for an entry that mapped a whole folio, the folio's head.</param>
    /// <param name="kind">How it was mapped, see <see cref="PhysicalMemory.ReleaseMapped"/>.</param>
    /// <param name="isSolo">Whether nobody else could come by it when the entry was cleared.</param>
    /// <exception cref="MmUsageException">No entry was noted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GatherState Queue(Pfn frame, long kind, bool isSolo)
    {
        if (_range.IsEmpty)
        {
            ThrowNotNoted(frame);
        }

        _isSolo &= isSolo;
        return _pages.Add(_space.Memory, _cpu, frame.Value | kind) ? GatherState.Queued : GatherState.Full;
    }

    /// <inheritdoc/>
    public void Take(uint table, ulong address, int level)
    {
        // Who walks the tables has cached the way to this one, by any address in it.
        Note(address, TableGeometry.Pte);
        _isTables = true;
        if (!_tables.TryAdd(_space.Memory, _cpu, table))
        {
            FlushTlb();
            _space.Tables.Retire(table);
            _cpu.Count(VmEvent.TablesFreed);
        }
        else if (_tables.IsFull)
        {
            FlushTables();
        }
    }

    /// <summary>Pages of another size come: what is pending is flushed first, unless everything goes anyway. May sleep.</summary>
    /// <param name="level">Level of the entries that map them.</param>
    public void ChangePageSize(int level)
    {
        if (_pageLevel != level && !_isWhole && !IsClean)
        {
            Flush(VmEvent.GatherFlushPageSize);
        }

        _pageLevel = level;
    }

    /// <summary>A VMA ends: its flush is its own, for others may be of other kinds.</summary>
    public void EndVma()
    {
        if (!_isWhole && TryFlushTlb())
        {
            _cpu.Count(VmEvent.GatherFlushVma);
        }
    }

    /// <summary>Flushes what is owed; frees nothing yet. Does not sleep: may be called under a ptl.</summary>
    /// <returns>Whether anything was owed.</returns>
    public bool TryFlushTlb()
    {
        if (_range.IsEmpty && !_isTables)
        {
            return false;
        }

        FlushTlb();
        return true;
    }

    /// <summary>Flushes what is owed, and frees what was queued. May sleep.</summary>
    /// <param name="cause">What it counts as, if there was anything to flush.</param>
    public void Flush(VmEvent cause)
    {
        if (TryFlushTlb())
        {
            _cpu.Count(cause);
        }

        FlushTables();
        FreePages();
    }

    /// <summary>Ends it: flushes, frees, and counts itself out. May sleep.</summary>
    public void Finish()
    {
        if (_space.IsGatherNested)
        {
            // Somebody else has changed entries that we found changed, and has not flushed them yet. We cannot know which.
            _isWhole = true;
            (_range, _isTables) = (Nothing, true);
            Flush(VmEvent.GatherFlushNested);
        }
        else
        {
            Flush(VmEvent.GatherFlushFinish);
        }

        _pages.Trim(_space.Memory, _cpu);
        _space.EndGather();
        var cpu = _cpu;
        (_space, _cpu) = (null!, null!); // Whoever uses it after its end fails.
        cpu.SpareGather = this;
    }
}
