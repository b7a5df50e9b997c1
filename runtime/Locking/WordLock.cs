using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>
/// How one bit of a word is a sleeping lock, as the lock of a folio is a bit of its flags: one object for all records of a kind, none for a record. Everybody may change
/// the word's other bits at any time, atomically.
/// </summary>
/// <remarks>
/// Whoever locks says which record it is by a number, which is what reports call it and by which waiters find each other; it must be the record's for as long as anybody
/// uses the lock. Taking it may sleep; given to who waits longest, unless somebody comes by just then. Like <see cref="BitLock"/> it can be handed off.
/// <para>
/// | access | pairs with | order |
/// | a waiter is counted, then looks at the bit a last time (full fences both) | the release clears the bit, then looks at the count (full fences both) | one of the two sees the other |
/// | the release, or the taking of the bit for a waiter | taking the bit | what was done under the lock is seen by the next holder |
/// </para>
/// </remarks>
public sealed partial class WordLock
{
    private const int BitsOfWord = 64;

    private readonly WordLockTable _table;
    private readonly ulong _map;
    private readonly long _mask;
    private readonly int _bit;

    /// <summary>A kind of lock: all locks of this bit are of one class.</summary>
    /// <param name="bit">Which bit of a word it is, 0 to 63.</param>
    /// <param name="table">Where tasks wait. If several kinds share it that use one bit, their numbers must differ.</param>
    /// <param name="name">Name of the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bit.</exception>
    public WordLock(int bit, WordLockTable table, string name)
        : this(bit, table, name, searches: true)
    {
    }

    // Without the search for somebody who waits for this very bit it is wrong: for the test that shows it.
    internal WordLock(int bit, WordLockTable table, string name, bool searches)
        : this(bit, table, Seam.On ? LockMap.Create(name, LockKind.Sleep, string.Empty, 0, string.Empty).Bits & LockMap.NodeMask : 0, searches)
    {
    }

    private WordLock(int bit, WordLockTable table, ulong map, bool searches)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfNegative(bit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bit, BitsOfWord);
        (_bit, _mask, _table, _map, _searches) = (bit, 1L << bit, table, map, searches);
    }

    /// <summary>Its class; null while validation is off.</summary>
    public LockClass? Class => Seam.On ? new LockMap(_map).Class : null;

    /// <summary>Takes the lock. May sleep.</summary>
    /// <param name="word">The word.</param>
    /// <param name="number">Number of the record, below 2^36.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or too large.</exception>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires(nameof(word))]
    public Guard Enter(ref long word, long number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Enter(ref word, number, 0, file, line);

    /// <inheritdoc cref="Enter(ref long, long, string, int)"/>
    /// <param name="word">The word.</param>
    /// <param name="number">Number of the record, below 2^36.</param>
    /// <param name="subclass">The role, 0 to 7.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires(nameof(word))]
    public Guard Enter(ref long word, long number, [LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Announce(AcquireMode.Write, number, subclass, new CallSite(file, line));
        _ = TryTake(ref word) || Wait(ref word, number, isKillable: false, new CallSite(file, line));
        return new Guard(this, ref word, number);
    }

    /// <summary>Takes the lock if nobody holds it. Does not sleep.</summary>
    /// <inheritdoc cref="Enter(ref long, long, string, int)"/>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    [Acquires(nameof(word), OnTrue = nameof(Guard.IsHeld), AsTry = true), MustCheck]
    public Guard TryEnter(ref long word, long number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Announce(AcquireMode.Try, number, 0, new CallSite(file, line));
        return Finish(TryTake(ref word), ref word, number, file, line);
    }

    /// <summary>Takes the lock, unless the task is killed before it gets it. May sleep.</summary>
    /// <inheritdoc cref="Enter(ref long, long, string, int)"/>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    [Acquires(nameof(word), OnTrue = nameof(Guard.IsHeld)), MustCheck]
    public Guard EnterKillable(ref long word, long number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        Announce(AcquireMode.Write, number, 0, site);
        return Finish(TryTake(ref word) || Wait(ref word, number, isKillable: true, site), ref word, number, file, line);
    }

    /// <summary>Gives the held lock to whoever will call <see cref="Exit"/>; the caller no longer holds it. Does not sleep.</summary>
    /// <param name="word">The word.</param>
    /// <param name="number">Number of the record.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
    [HandsOff(nameof(word))]
#pragma warning disable IDE0060, CA1801 // The word is what the analyzers know the lock by.
    public void HandOff(ref long word, long number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
#pragma warning restore IDE0060, CA1801
    {
        if (Seam.On)
        {
            AnnounceHandOff(number, new CallSite(file, line));
        }
    }

    /// <summary>Releases the lock: the holder's, or anybody's after <see cref="HandOff"/>. Does not sleep; may be called by a handler of interrupts.</summary>
    /// <inheritdoc cref="HandOff"/>
    /// <exception cref="LockdepException">The validator's sink throws: the task does not hold it, and nobody handed it off.</exception>
    [Releases(nameof(word))]
    public void Exit(ref long word, long number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceExit(number, new CallSite(file, line));
        }

        // A full fence between the bit and the count.
        Atomic.And(ref word, ~_mask);
        Tell(number, SharedAccess.Update);
        var key = KeyOf(number);
        var queue = _table.QueueOf(key);
        if (!queue.IsEmpty)
        {
            HandOver(queue, ref word, key);
        }
    }

    /// <summary>Whether somebody holds it, or it is handed off and not released yet. Old as soon as it is known, unless the asker holds it.</summary>
    /// <param name="word">The word.</param>
    /// <param name="number">Number of the record.</param>
    public bool IsLocked(ref readonly long word, long number)
    {
        Tell(number, SharedAccess.Read);
        return (Atomic.Read(in word) & _mask) != 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Class?.Name ?? nameof(WordLock);

    private Guard Finish(bool isHeld, ref long word, long number, string file, int line)
    {
        if (isHeld)
        {
            return new Guard(this, ref word, number);
        }

        if (Seam.On)
        {
            SimTask.Current.Held.Release(MapOf(number, 0), AcquireMode.Write, file, line);
        }

        return default;
    }

    /// <summary>The held lock.</summary>
    [Guard]
    public ref struct Guard
    {
        private readonly ref long _word;
        private readonly long _number;
        private WordLock? _lock;

        internal Guard(WordLock held, ref long word, long number)
        {
            _word = ref word;
            (_number, _lock) = (number, held);
        }

        /// <summary>Whether there is a lock to release.</summary>
        public readonly bool IsHeld => _lock is not null;

        /// <summary>Gives the lock to whoever will release it. This guard is spent afterwards: it holds nothing.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [HandsOff("this")]
        public void HandOff()
        {
            _lock?.HandOff(ref _word, _number, string.Empty);
            _lock = null;
        }

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [Releases("this")]
        public readonly void Dispose() => _lock?.Exit(ref _word, _number, string.Empty);
    }
}
