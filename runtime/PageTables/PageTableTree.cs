using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>The page tables of one address space: a tree of frames, as x86-64 processors walk it.</summary>
/// <remarks>
/// <para>
/// Tables are frames of simulated memory, and an entry is eight bytes of their contents. The lock of a PTE or PMD table (ptl) is a word of its frame's record; the one of everything above,
/// <c>page_table_lock</c>, is that of the root. A PTE table may vanish whenever nobody holds its lock or the address space exclusively; tables above it do not while a VMA
/// spans what they translate.
/// </para>
/// <para>
/// | access | pairs with | order |
/// | an entry that points to a new table is written (release) | reading it (acquire) | who finds a table finds it empty, with its record filled in |
/// | a leaf is written (release) | reading it (acquire), by processors and by who takes no lock | the frame's record and contents are as they were before it was mapped |
/// | a live entry is changed in one step (full fence), unless nobody else translates by it | processors set accessed and dirty bits in one step | no such bit is lost |
/// | a table goes out of the tree (one write) | a walker without lock, in an RCU section or with interrupts off | the frame is not freed before the walker has left |
/// </para>
/// Source: <c>mm/memory.c</c>, <c>mm/pgtable-generic.c</c>, <c>include/linux/mm.h</c> (v6.19).
/// </remarks>
public sealed unsafe partial class PageTableTree
{
    private readonly FrameTable _frames;
    private readonly RcuDomain _rcu;
    private readonly bool _isSplit;
    private readonly uint _root;
    private readonly int _levels;

    [LockClass("mm.page_table_lock", Kind = LockKind.Spin)]
    private readonly RecordSpinlock _treeLock = new("mm.page_table_lock");

    [LockClass("mm.ptl", Kind = LockKind.Spin)]
    private readonly RecordSpinlock _tableLock;

    private readonly RetiredTables _retired;
    private SharedWord _bytes;

    private PageTableTree(MemoryContext owner, RetiredTables retired, RcuDomain rcu, PageTableOptions options, (PhysicalMemory Memory, Pfn Root) place)
    {
        (Owner, _retired, _rcu) = (owner, retired, rcu);
        (Memory, _frames, _root) = (place.Memory, place.Memory.FrameTable, place.Root.Value);
        (_levels, _isSplit) = (options.Levels, options.HasSplitLocks);
        _tableLock = _isSplit ? new RecordSpinlock("mm.ptl") : _treeLock;
    }

    /// <summary>How many levels there are.</summary>
    public int Levels => _levels;

    /// <summary>The table at the top.</summary>
    public Pfn Root => new(_root);

    /// <summary>The first address behind those it can translate.</summary>
    public ulong Limit => TableGeometry.LimitOf(_levels);

    /// <summary>Bytes of its PTE, PMD and PUD tables; those above are not counted. Old as soon as it is known.</summary>
    /// <remarks>Source: <c>mm->pgtables_bytes</c> (<c>include/linux/mm_types.h</c>, v6.19).</remarks>
    public long TableBytes => _bytes.Read(this);

    /// <summary>The memory that its tables are in.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>Whose tables they are.</summary>
    internal MemoryContext Owner { get; }

    /// <summary>Who keeps account of stale translations; nobody unless in checked mode.</summary>
    internal ITranslationLedger? Ledger { get; set; }

    /// <summary>A tree that translates nothing. May sleep, to free memory.</summary>
    /// <param name="owner">Whose tables they are.</param>
    /// <param name="memory">The memory that they are to be in.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="rcu">Readers who walk without a lock.</param>
    /// <param name="options">How they are built.</param>
    /// <returns>Null if there is no memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not 4 or 5 levels.</exception>
    internal static PageTableTree? TryCreate(MemoryContext owner, PhysicalMemory memory, Cpu cpu, RcuDomain rcu, PageTableOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Levels, 4, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Levels, 5, nameof(options));
        var root = AllocateTable(memory, cpu, options.Levels - 1, default);
        return root.IsNone ? null : new PageTableTree(owner, new RetiredTables(memory, rcu, cpu), rcu, options, (memory, root));
    }

    /// <summary>Gives the root back, and with it the lock of the tree. All other tables have gone before. Does not sleep.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <exception cref="MmUsageException">There are tables left; nothing has happened.</exception>
    internal void Free(Cpu cpu)
    {
        // Tables above PUDs are not counted, but the root points to them.
        if (TableBytes != 0 || Entries(_root).ContainsAnyExcept(0))
        {
            ThrowLeft();
        }

        FreeTable(cpu, _root);
    }

    /// <summary>Reads an entry. It may change at once, unless its table is locked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Pte Read(uint table, int index) => new((ulong)NativeWord.Read(ref EntryAt(table, index), _frames, FrameTable.EntryWord(table, index)));

    /// <summary>Writes an entry in place of one that no processor translates by, or that only this one does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Write(uint table, int index, Pte entry) =>
        NativeWord.Write(ref EntryAt(table, index), (long)entry.Bits, _frames, FrameTable.EntryWord(table, index));

    /// <summary>Replaces an entry in one step, bits included that a processor has just set.</summary>
    /// <returns>The old one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Pte Exchange(uint table, int index, Pte entry) =>
        new((ulong)NativeWord.Exchange(ref EntryAt(table, index), (long)entry.Bits, _frames, FrameTable.EntryWord(table, index)));

    /// <summary>Replaces an entry if it is as expected.</summary>
    /// <returns>What was there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Pte CompareExchange(uint table, int index, Pte entry, Pte expected) =>
        new((ulong)NativeWord.CompareExchange(ref EntryAt(table, index), (long)entry.Bits, (long)expected.Bits, _frames, FrameTable.EntryWord(table, index)));

    /// <summary>All entries of a table, for who has it to itself.</summary>
    internal Span<long> Entries(uint table) => new(_frames.ContentsOf(table), TableGeometry.Entries);

    /// <summary>The first entry of a table in memory: for who has the table locked, and nobody translates by it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long* FirstOf(uint table) => (long*)_frames.ContentsOf(table);

    /// <summary>What kind of table a frame is; -1 for a frame that is none.</summary>
    internal int LevelOf(uint table) => table < _frames.Count && _frames[table].Type == FrameType.Table ? _frames[table].TableLevel : -1;

    /// <summary>Whether what an entry points to cannot be a table of a level: then the entry is corrupt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsBad(Pte entry, int level) => entry.HasWideFrame || entry.Frame.Value >= _frames.Count || (Memory.IsChecked && LevelOf(entry.Frame.Value) != level);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long EntryAt(uint table, int index) => ref ((long*)_frames.ContentsOf(table))[index];

    [DoesNotReturn]
    private void ThrowLeft() => throw new MmUsageException($"The root of page tables is freed while there are others: {TableBytes >> 10} kB of PTE, PMD and PUD tables.");
}
