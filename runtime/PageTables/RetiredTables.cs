using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.Physical;
using MmRuntime.Scheduling;

namespace MmRuntime.PageTables;

/// <summary>Tables that have left the tree and wait until no reader without lock can be in them: one list through their records, freed in bulk after a grace period.</summary>
/// <remarks>One callback at a time, the same delegate each time, so that nothing is allocated for a table.</remarks>
internal sealed class RetiredTables
{
    private readonly PhysicalMemory _memory;
    private readonly RcuDomain _rcu;
    private readonly Action _callback;
    private Latch _latch;
    private uint _waiting = Pfn.None.Value;
    private uint _underWay = Pfn.None.Value;
    private long _bytes;
    private Cpu? _cpu;

    public RetiredTables(PhysicalMemory memory, RcuDomain rcu) => (_memory, _rcu, _callback) = (memory, rcu, FreeAll);

    /// <summary>Takes a table that is in no tree any more. May sleep for a grace period if much is pending and the caller may sleep.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="table">The table.</param>
    public void Add(Cpu cpu, uint table)
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Update);
        _latch.Enter();
        _memory.Frame(new Pfn(table)).RcuNext = _waiting;
        _waiting = table;
        _bytes += PageSize.Base;
        var bytes = _bytes;
        var isFirst = _underWay == Pfn.None.Value && TryStart(cpu);
        _latch.Exit();
        if (isFirst)
        {
            _rcu.Call(_callback, bytes);
        }
    }

    // With the latch held.
    private bool TryStart(Cpu cpu)
    {
        if (_waiting == Pfn.None.Value)
        {
            return false;
        }

        (_underWay, _waiting, _bytes, _cpu) = (_waiting, Pfn.None.Value, 0, cpu);
        return true;
    }

    // After a grace period: whatever is under way was out of the tree before it began. What has come since needs one of its own.
    private void FreeAll()
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Update);
        _latch.Enter();
        var (table, cpu) = (_underWay, _cpu!);
        _underWay = Pfn.None.Value;
        var bytes = _bytes;
        var isMore = TryStart(cpu);
        _latch.Exit();
        while (table != Pfn.None.Value)
        {
            var next = _memory.Frame(new Pfn(table)).RcuNext;
            _memory.Free(cpu, new Pfn(table));
            table = next;
        }

        if (isMore)
        {
            _rcu.Call(_callback, bytes);
        }
    }
}
