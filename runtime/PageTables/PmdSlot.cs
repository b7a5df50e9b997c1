using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Scheduling;

namespace MmRuntime.PageTables;

/// <summary>The place of a PMD: an entry of a PMD table, which may come to point to another PTE table, to map a huge page, or to be empty, while somebody has its place.</summary>
/// <remarks>Good as long as the caller keeps the VMA of the address as it is. Source: what <c>pmd_offset</c> returns (<c>include/linux/pgtable.h</c>, v6.19).</remarks>
public readonly struct PmdSlot
{
    internal PmdSlot(PageTableTree tree, uint table, int index) => (Tree, Table, Index) = (tree, table, index);

    /// <summary>The entry. Old as soon as it is known, unless its table is locked.</summary>
    public Pte Value => Tree.Read(Table, Index);

    internal PageTableTree Tree { get; }

    internal uint Table { get; }

    internal int Index { get; }

    /// <summary>Locks the PTE table that it points to. Enters an RCU section and takes the table's lock, both until the guard is disposed; nothing may sleep until then.</summary>
    /// <param name="address">An address that it spans.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Nothing, holding nothing, if it points to no table now: the table has vanished, or a huge page has taken its place. The caller looks again, or finds nothing here.</returns>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws; nothing is taken.</exception>
    /// <remarks>Source: <c>pte_offset_map_lock</c> (<c>mm/pgtable-generic.c</c>, v6.19).</remarks>
    [Acquires("mm.ptl", OnTrue = nameof(PteTable.IsMapped)), EntersRcu, MustCheck]
    public PteTable MapLock(ulong address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        MapLock(SimTask.Current, address, 0, file, line);

    /// <inheritdoc cref="MapLock(ulong, string, int)"/>
    /// <param name="address">An address that it spans.</param>
    /// <param name="role">The role of the lock: 1 for the second of two.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("mm.ptl", OnTrue = nameof(PteTable.IsMapped)), EntersRcu, MustCheck]
    public PteTable MapLock(ulong address, [LockSubclass] int role, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        MapLock(SimTask.Current, address, role, file, line);

    /// <summary>Looks at the PTE table that it points to, without its lock. Enters an RCU section until the guard is disposed.</summary>
    /// <param name="address">An address that it spans.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>
    /// Nothing, holding nothing, if it points to no table now. Else entries as they are at each look; the table may have left the tree already, and then has no entries left.
    /// </returns>
    /// <remarks>Source: <c>pte_offset_map</c>, <c>pte_offset_map_rw_nolock</c> (<c>mm/pgtable-generic.c</c>, v6.19).</remarks>
    [EntersRcu, MustCheck]
    public PteMapping Map(ulong address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        Tree.EnterRcu(task, file, line);
        var seen = Value;
        if (seen.IsTable && !Tree.IsBad(seen, TableGeometry.Pte))
        {
            return new PteMapping(this, seen, task, address);
        }

        Tree.ExitRcu(task);
        return default;
    }

    /// <summary>Locks the table that it is in, until the guard is disposed.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws; the lock is not taken.</exception>
    /// <remarks>Source: <c>pmd_lock</c> (<c>include/linux/mm.h</c>, v6.19).</remarks>
    [Acquires("mm.ptl")]
    public PmdGuard Lock([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Lock(0, file, line);

    /// <inheritdoc cref="Lock(string, int)"/>
    /// <param name="role">The role of the lock: 1 for the second of two.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("mm.ptl")]
    public PmdGuard Lock([LockSubclass] int role, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(this, Tree.EnterLock(Table, role, SimTask.Current, new CallSite(file, line)));

    /// <summary>Locks the table that it is in if there is something in its place that is no table: a huge page, or what stands for one.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Nothing, holding nothing, if there is not.</returns>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws; the lock is not taken.</exception>
    /// <remarks>Source: <c>pmd_trans_huge_lock</c> (<c>mm/huge_memory.c</c>, v6.19).</remarks>
    [Acquires("mm.ptl", OnTrue = nameof(PmdGuard.IsHeld)), MustCheck]
    public PmdGuard LockHuge([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var guard = Lock(file, line);
        if (guard.Value is { IsNone: false, IsTable: false })
        {
            return guard;
        }

        guard.Dispose();
        return default;
    }

    /// <inheritdoc cref="MapLock(ulong, string, int)"/>
    /// <param name="task">The running task.</param>
    /// <param name="address">An address that it spans.</param>
    /// <param name="role">The role of the lock.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("mm.ptl", OnTrue = nameof(PteTable.IsMapped)), EntersRcu, MustCheck]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PteTable MapLock(SimTask task, ulong address, int role, string file, int line)
    {
        var tree = Tree;
        tree.EnterRcu(task, file, line);
        for (var seen = Value; seen.IsTable && !tree.IsBad(seen, TableGeometry.Pte); seen = Value)
        {
            var table = seen.Frame.Value;
            var hold = tree.EnterLockOrLeave(table, role, task, new CallSite(file, line));

            // It may have gone out of the tree before it was locked, and another one may be in its place.
            if (Value == seen)
            {
                return new PteTable(tree, table, task, hold, address);
            }

            tree.ExitLock(table, hold);
        }

        tree.ExitRcu(task);
        return default;
    }
}
