using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Locking;

/// <summary>A lock that one task holds while others sleep, first come first served. Not recursive.</summary>
/// <remarks>Taking it may sleep. Keep the guard in a <c>using</c>, or drop it and call <see cref="Exit(string, int)"/>.</remarks>
public sealed partial class SleepingMutex : ValidatedLock
{
    private SleepGate _gate;

    /// <summary>A lock of a class of its own, or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public SleepingMutex(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Sleep, new Declaration(file, line, member))
    {
    }

    /// <summary>A lock of a class.</summary>
    /// <param name="lockClass">The class.</param>
    /// <exception cref="ArgumentException">The class is of another kind.</exception>
    public SleepingMutex(LockClass lockClass)
        : base(lockClass, LockKind.Sleep)
    {
    }

    /// <summary>Takes the lock. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Guard Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Write, file, line) : default;

        _gate.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        return new Guard(this, hold);
    }

    /// <summary>Takes the lock in a role, so that another of its class may be held in an earlier one. May sleep.</summary>
    /// <param name="subclass">The role, 0 to 7.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public Guard Enter([LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? AnnounceAs(subclass, AcquireMode.Write, file, line) : default;

        _gate.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        return new Guard(this, hold);
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
        var hold = Seam.On ? Announce(AcquireMode.Nested, file, line) : default;

        _gate.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        return new Guard(this, hold);
    }

    /// <summary>Takes the lock unless somebody holds it or waits for it. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(Guard.IsHeld), AsTry = true), MustCheck]
    public Guard TryEnter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Try, file, line) : default;

        return Finish(hold, _gate.TryEnter(SleepGate.Writer), file, line);
    }

    /// <summary>Takes the lock, unless the task is killed before it gets it. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(Guard.IsHeld)), MustCheck]
    public Guard EnterKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Write, file, line) : default;

        return Finish(hold, _gate.Enter(SleepGate.Writer, this, isKillable: true, new CallSite(file, line)), file, line);
    }

    /// <summary>Releases the lock. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
    [Releases("this")]
    public void Exit([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceRelease(AcquireMode.Write, file, line);
        }

        _gate.Exit(SleepGate.Writer);
    }

    private Guard Finish(Hold hold, bool isHeld, string file, int line)
    {
        if (isHeld)
        {
            return new Guard(this, hold);
        }

        if (Seam.On)
        {
            Withdraw(AcquireMode.Write, file, line);
        }

        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Leave(Hold hold)
    {
        AnnounceLeave(hold, AcquireMode.Write);
        _gate.Exit(SleepGate.Writer);
    }

    /// <summary>The held lock.</summary>
    [Guard]
    public readonly ref struct Guard
    {
        private readonly SleepingMutex? _lock;
        private readonly Hold _hold;

        internal Guard(SleepingMutex held, Hold hold) => (_lock, _hold) = (held, hold);

        /// <summary>Whether there is a lock to release.</summary>
        public bool IsHeld => _lock is not null;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [Releases("this")]
        public void Dispose() => _lock?.Leave(_hold);
    }
}
