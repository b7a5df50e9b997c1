using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>A sleeping lock that its holder can hand off, to be released by whoever finishes the work, as the lock of a folio under I/O.</summary>
/// <remarks>Taking it may sleep; handed over directly, first come first served. Releasing somebody else's lock without a hand-off is reported.</remarks>
public sealed class BitLock : ValidatedLock
{
    private SleepGate _gate;
    private int _isHandedOff;

    /// <summary>A lock of a class of its own, or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public BitLock(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Sleep, new Declaration(file, line, member))
    {
    }

    /// <summary>A lock of a class.</summary>
    /// <param name="lockClass">The class.</param>
    /// <exception cref="ArgumentException">The class is of another kind.</exception>
    public BitLock(LockClass lockClass)
        : base(lockClass, LockKind.Sleep)
    {
    }

    /// <summary>Whether somebody holds it, or it is handed off and not released yet. Old as soon as it is known, unless the asker holds it.</summary>
    public bool IsLocked => _gate.IsHeld;

    /// <summary>Takes the lock. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public Guard Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Enter(0, file, line);

    /// <inheritdoc cref="Enter(string, int)"/>
    /// <param name="subclass">The role, 0 to 7.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("this")]
    public Guard Enter([LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceAs(subclass, AcquireMode.Write, file, line);
        }

        _gate.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        return new Guard(this);
    }

    /// <summary>Takes the lock as one of many of its class, in any order: the outer lock serialises all who do that. May sleep.</summary>
    /// <param name="outer">The outer lock, held exclusively.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws, perhaps because the outer lock is not held; the lock is not taken.</exception>
    [Acquires("this")]
    public Guard EnterUnder(ValidatedLock outer, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        AssertOuter(outer, file, line);
        if (Seam.On)
        {
            Announce(AcquireMode.Nested, file, line);
        }

        _gate.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        return new Guard(this);
    }

    /// <summary>Takes the lock unless somebody holds it or waits for it. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(Guard.IsHeld), AsTry = true), MustCheck]
    public Guard TryEnter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            Announce(AcquireMode.Try, file, line);
        }

        return Finish(_gate.TryEnter(SleepGate.Writer), file, line);
    }

    /// <summary>Takes the lock, unless the task is killed before it gets it. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(Guard.IsHeld)), MustCheck]
    public Guard EnterKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            Announce(AcquireMode.Write, file, line);
        }

        return Finish(_gate.Enter(SleepGate.Writer, this, isKillable: true, new CallSite(file, line)), file, line);
    }

    /// <summary>Gives the held lock to whoever will call <see cref="Exit"/>; the caller no longer holds it. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
    [HandsOff("this")]
    public void HandOff([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceRelease(AcquireMode.Write, file, line);

            // Pairs with the exchange in Exit.
            Atomic.Write(ref _isHandedOff, 1);
        }
    }

    /// <summary>Releases the lock: the holder's, or anybody's after <see cref="HandOff"/>. Does not sleep; may be called by a handler of interrupts.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task does not hold it, and nobody handed it off.</exception>
    [Releases("this")]
    public void Exit([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceExit(file, line);
        }

        _gate.Exit(SleepGate.Writer);
    }

    private void AnnounceExit(string file, int line)
    {
        var task = SimTask.Current;
        if (task.IsDriven)
        {
            // Before the look at who may release it, and for a lock that was handed off too.
            Step(task, PointKind.Release, file, line);
        }

        // Pairs with the write in HandOff: only the first release after it is anybody's.
        if (Atomic.Exchange(ref _isHandedOff, 0) == 0)
        {
            task.Held.Release(Map, AcquireMode.Write, file, line);
        }
    }

    private Guard Finish(bool isHeld, string file, int line)
    {
        if (isHeld)
        {
            return new Guard(this);
        }

        if (Seam.On)
        {
            Withdraw(AcquireMode.Write, file, line);
        }

        return default;
    }

    /// <summary>The held lock.</summary>
    [Guard]
    public ref struct Guard
    {
        private BitLock? _lock;

        internal Guard(BitLock held) => _lock = held;

        /// <summary>Whether there is a lock to release.</summary>
        public readonly bool IsHeld => _lock is not null;

        /// <summary>Gives the lock to whoever will release it. This guard is spent afterwards: it holds nothing.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [HandsOff("this")]
        public void HandOff()
        {
            _lock?.HandOff(string.Empty);
            _lock = null;
        }

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [Releases("this")]
        public readonly void Dispose() => _lock?.Exit(string.Empty);
    }
}
