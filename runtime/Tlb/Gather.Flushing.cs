using System.Diagnostics.CodeAnalysis;
using MmRuntime.Cpus;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>How a gather flushes and frees.</summary>
internal sealed partial class Gather
{
    /// <summary>Counts a flush that could not wait.</summary>
    public void CountForced() => _cpu.Count(VmEvent.GatherFlushForced);

    private void FlushTlb()
    {
        if (_isWhole)
        {
            TlbShootdown.FlushAll(_space, _cpu, _isTables);
        }
        else
        {
            TlbShootdown.Flush(_space, _cpu, _range, _isTables);
        }

        (_range, _isTables) = (Nothing, false);
    }

    private void FlushTables()
    {
        if (_tables.IsEmpty)
        {
            return;
        }

        TryFlushTlb();
        _tables.Retire(_space.Tables, _cpu);
    }

    private void FreePages()
    {
        if (_pages.IsEmpty)
        {
            return;
        }

        if (_space.Ledger is { } ledger)
        {
            _pages.ForEach(_space.Memory, ledger.AssertPaid);
        }

        _pages.Free(_space.Memory, _cpu, _isSolo);
        _isSolo = true;
    }

    [DoesNotReturn]
    private static void ThrowNotNoted(Pfn frame) =>
        throw new MmUsageException($"Frame {frame} is queued to be freed before the entry that mapped it was noted: nothing says what to flush.");
}
