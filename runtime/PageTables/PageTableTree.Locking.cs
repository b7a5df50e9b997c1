using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.PageTables;

/// <summary>The locks of tables.</summary>
/// <remarks>
/// Order: <c>page_table_lock</c>, then the lock of a PMD table, then that of a PTE table, the last two of one class and the second in role 1. With one lock for the whole tree all of these are the same:
/// whoever takes two compares them first. Source: <c>pmd_lockptr</c>, <c>pte_lockptr</c> (<c>include/linux/mm.h</c>, v6.19).
/// </remarks>
public sealed unsafe partial class PageTableTree
{
    /// <summary>The role of the second of two locks of tables.</summary>
    internal const int Nested = 1;

    /// <summary>Whether two tables have one lock.</summary>
    internal bool HaveSameLock(uint table, uint other) => LockFrameOf(table) == LockFrameOf(other);

    /// <summary>Takes the lock of a table.</summary>
    [Acquires("mm.ptl")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Hold EnterLock(uint table, int role, SimTask task, CallSite site)
    {
        var frame = LockFrameOf(table);
        return KindOf(frame).Enter(ref _frames[frame].TableLock, RecordLocks.InRole(frame, role), task, site);
    }

    /// <summary>Takes the lock of a table in an RCU section, which is left if the validator's sink throws.</summary>
    [Acquires("mm.ptl")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Hold EnterLockOrLeave(uint table, int role, SimTask task, CallSite site) =>
        Seam.On ? EnterToldLockOrLeave(table, role, task, site) : EnterLock(table, role, task, site);

    /// <summary>Takes the lock of a table if nobody holds it.</summary>
    [Acquires("mm.ptl", OnTrue = "return", AsTry = true), MustCheck]
    internal bool TryEnterLock(uint table, int role, SimTask task, CallSite site, out Hold hold)
    {
        var frame = LockFrameOf(table);
        return KindOf(frame).TryEnter(ref _frames[frame].TableLock, RecordLocks.InRole(frame, role), task, site, out hold);
    }

    /// <summary>Releases it.</summary>
    [Releases("mm.ptl")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ExitLock(uint table, Hold hold)
    {
        var frame = LockFrameOf(table);
        KindOf(frame).Exit(ref _frames[frame].TableLock, frame, hold);
    }

    /// <summary>States that a table is locked.</summary>
    internal void AssertLocked(uint table, CallSite site)
    {
        var frame = LockFrameOf(table);
        KindOf(frame).AssertHeld(frame, site);
    }

    // Apart, because a method that catches is not inlined, and only with the validator on is there something to catch.
    private Hold EnterToldLockOrLeave(uint table, int role, SimTask task, CallSite site)
    {
        try
        {
            return EnterLock(table, role, task, site);
        }
        catch
        {
            ExitRcu(task);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint LockFrameOf(uint table) => _isSplit && _frames[table].TableLevel <= TableGeometry.Pmd ? table : _root;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RecordSpinlock KindOf(uint frame) => frame == _root ? _treeLock : _tableLock;
}
