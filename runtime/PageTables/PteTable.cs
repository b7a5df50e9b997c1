using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.Physical;
using MmRuntime.Scheduling;

namespace MmRuntime.PageTables;

/// <summary>A locked PTE table: its entries, its lock and an RCU section in one. Nothing, of which all members but <see cref="IsMapped"/> fail, if it could not be had.</summary>
/// <remarks>Source: what goes from <c>pte_offset_map_lock</c> to <c>pte_unmap_unlock</c> (<c>include/linux/mm.h</c>, v6.19).</remarks>
[Guard, ForbidsSleepWhileHeld]
public unsafe ref struct PteTable
{
    private readonly PageTableTree? _tree;
    private readonly SimTask? _task;
    private readonly long* _entries;
    private readonly Hold _hold;
    private readonly ulong _start;
    private readonly uint _table;
    private bool _isSolo;

    internal PteTable(PageTableTree tree, uint table, SimTask task, Hold hold, ulong address)
    {
        (_tree, _table, _task, _hold, _start) = (tree, table, task, hold, TableGeometry.StartOf(address, TableGeometry.Pmd));
        _entries = tree.FirstOf(table);
    }

    /// <summary>Whether there is a table: it is locked then.</summary>
    public readonly bool IsMapped => _tree is not null;

    /// <summary>The addresses that it spans.</summary>
    public readonly AddressRange Range => new(_start, TableGeometry.EndOf(_start, TableGeometry.Pmd));

    internal readonly uint Table => _table;

    internal readonly PageTableTree Tree => _tree!;

    /// <summary>Whether no other processor translates by it while it is held, so that entries may be written plainly.</summary>
    internal readonly bool IsSolo => _isSolo;

    /// <summary>The entries, for who reads many; or who writes many while <see cref="IsSolo"/>.</summary>
    internal readonly Span<long> Entries => new(_entries, TableGeometry.Entries);

    /// <summary>An entry. Processors may set its accessed and dirty bits meanwhile.</summary>
    /// <param name="index">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public readonly Pte this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new((ulong)NativeWord.Read(ref At(index), _tree!.Frames, FrameTable.EntryWord(_table, index)));
    }

    /// <summary>Writes an entry in place of one that no processor translates by.</summary>
    /// <param name="index">Which.</param>
    /// <param name="entry">The new entry.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Set(int index, Pte entry, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ref var word = ref At(index);
        if (_tree!.Ledger is not null)
        {
            Account(index, new Pte((ulong)word), entry, new CallSite(file, line));
        }

        NativeWord.Write(ref word, (long)entry.Bits, _tree.Frames, FrameTable.EntryWord(_table, index));
    }

    /// <summary>Replaces an entry that processors may be translating by, in one step with the bits they set. If that takes rights away, a flush is owed.</summary>
    /// <param name="index">Which.</param>
    /// <param name="entry">The new entry.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The old entry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    /// <remarks>Source: <c>ptep_get_and_clear</c>, <c>ptep_modify_prot_start</c> (<c>include/linux/pgtable.h</c>, v6.19).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Pte Replace(int index, Pte entry, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ref var word = ref At(index);
        if (_tree!.Ledger is not null)
        {
            Account(index, new Pte((ulong)word), entry, new CallSite(file, line));
        }

        Pte was;
        if (_isSolo)
        {
            was = new Pte((ulong)word);
            NativeWord.Write(ref word, (long)entry.Bits, _tree.Frames, FrameTable.EntryWord(_table, index));
        }
        else
        {
            was = new Pte((ulong)NativeWord.Exchange(ref word, (long)entry.Bits, _tree.Frames, FrameTable.EntryWord(_table, index)));
        }

        if (_tree.Ledger is not null)
        {
            Account(index, was, entry, new CallSite(file, line));
        }

        return was;
    }

    /// <summary>Clears an entry, as <see cref="Replace"/> does.</summary>
    /// <inheritdoc cref="Replace"/>
    public readonly Pte Clear(int index, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Replace(index, Pte.None, file, line);

    /// <summary>Takes bits from an entry and gives it others, in one step with the bits that processors set. If that takes rights away, a flush is owed.</summary>
    /// <param name="index">Which.</param>
    /// <param name="taken">The bits that go.</param>
    /// <param name="given">The bits that come.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The old entry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    /// <remarks>Source: <c>ptep_set_wrprotect</c>, <c>ptep_set_access_flags</c> (<c>include/linux/pgtable.h</c>, v6.19).</remarks>
    public readonly Pte Change(int index, PteFlags taken, PteFlags given, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ref var word = ref At(index);
        var (frames, number) = (_tree!.Frames, FrameTable.EntryWord(_table, index));
        var was = new Pte((ulong)NativeWord.Read(ref word, frames, number));
        var now = was.Without(taken).With(given);
        if (_tree.Ledger is not null)
        {
            Account(index, was, now, new CallSite(file, line));
        }

        if (_isSolo)
        {
            NativeWord.Write(ref word, (long)now.Bits, frames, number);
        }
        else
        {
            for (Pte seen; (seen = new Pte((ulong)NativeWord.CompareExchange(ref word, (long)now.Bits, (long)was.Bits, frames, number))) != was;)
            {
                (was, now) = (seen, seen.Without(taken).With(given));
            }
        }

        if (_tree.Ledger is not null)
        {
            Account(index, was, now, new CallSite(file, line));
        }

        return was;
    }

    /// <summary>Releases the lock and leaves the RCU section, if there is a table.</summary>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws: the task does not hold the lock.</exception>
    [Releases("mm.ptl"), LeavesRcu, ForbidsOpen("tlb.mustFlushUnderPtl")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Dispose()
    {
        if (_tree is null)
        {
            return;
        }

        if (_isSolo)
        {
            _tree.Owner.EndSolo();
        }

        _tree.ExitLock(_table, _hold);
        _tree.ExitRcu(_task!);
    }

    /// <summary>Tries to have the table without other processors that translate by it, until the guard is disposed. Nothing else changes if that cannot be.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    internal void TryGoSolo(Cpu cpu) => _isSolo = _isSolo || _tree!.Owner.TryBeginSolo(cpu);

    /// <summary>The first address that an entry spans.</summary>
    internal readonly ulong AddressOf(int index) => _start + ((ulong)index << TableGeometry.ShiftOf(TableGeometry.Pte));

    /// <summary>Whether all entries of a part are empty.</summary>
    internal readonly bool IsEmpty(int from, int to)
    {
        Atomics.SharedAccessHook.Tell(_tree!.Frames, FrameTable.EntryWord(_table, from), SharedAccess.Read);
        return !new ReadOnlySpan<long>(_entries + from, to - from).ContainsAnyExcept(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref long At(int index)
    {
        if ((uint)index >= TableGeometry.Entries)
        {
            ThrowOutside(index);
        }

        return ref _entries[index];
    }

    // Before the change, for a processor that finds itself overtaken by it looks here; and after it, for a flush that began in between has not covered it.
    private readonly void Account(int index, Pte was, Pte now, CallSite site)
    {
        if (Pte.NeedsFlush(was, now))
        {
            _tree!.Ledger!.Owe(AddressOf(index), TableGeometry.Pte, was, site);
        }
    }

    [DoesNotReturn]
    private static void ThrowOutside(int index) => throw new ArgumentOutOfRangeException(nameof(index), index, $"A table has entries 0 to {TableGeometry.Entries - 1}.");
}
