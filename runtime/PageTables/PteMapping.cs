using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Scheduling;

namespace MmRuntime.PageTables;

/// <summary>A PTE table that is looked at without its lock: its entries, in an RCU section. Nothing if it could not be had.</summary>
/// <remarks>Source: what goes from <c>pte_offset_map</c> to <c>pte_unmap</c> (<c>include/linux/pgtable.h</c>, v6.19).</remarks>
[Guard, ForbidsSleepWhileHeld]
public readonly ref struct PteMapping
{
    private readonly PmdSlot _pmd;
    private readonly SimTask? _task;
    private readonly ulong _address;

    internal PteMapping(PmdSlot pmd, Pte seen, SimTask task, ulong address) => (_pmd, Seen, _task, _address) = (pmd, seen, task, address);

    /// <summary>Whether there is a table.</summary>
    public bool IsMapped => _task is not null;

    /// <summary>The PMD as it pointed to the table.</summary>
    public Pte Seen { get; }

    /// <summary>An entry as it is at this moment.</summary>
    /// <param name="index">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Pte this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)TableGeometry.Entries, nameof(index));
            return _pmd.Tree.Read(Seen.Frame.Value, index);
        }
    }

    /// <summary>Locks this very table, if it is still in its place. What was read before is to be looked at again.</summary>
    /// <param name="role">The role of the lock: 1 for the second of two.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Nothing, holding nothing, if the PMD does not point to it any more.</returns>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws; nothing is taken.</exception>
    /// <remarks>
    /// The kernel has the caller compare (<c>pte_offset_map_rw_nolock</c>, then <c>pmd_same</c>, <c>mm/pgtable-generic.c</c>, v6.19); here it cannot be forgotten.
    /// </remarks>
    [Acquires("mm.ptl", OnTrue = nameof(PteTable.IsMapped)), EntersRcu, MustCheck]
    public PteTable Lock([LockSubclass] int role = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var tree = _pmd.Tree;
        var table = Seen.Frame.Value;
        tree.EnterRcu(_task!, file, line);
        var hold = tree.EnterLockOrLeave(table, role, _task!, new CallSite(file, line));
        if (_pmd.Value == Seen)
        {
            return new PteTable(tree, table, _task!, hold, _address);
        }

        tree.ExitLock(table, hold);
        tree.ExitRcu(_task!);
        return default;
    }

    /// <summary>Leaves the RCU section, if there is a table.</summary>
    [LeavesRcu]
    public void Dispose()
    {
        if (_task is not null)
        {
            _pmd.Tree.ExitRcu(_task);
        }
    }
}
