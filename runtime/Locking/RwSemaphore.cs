using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Locking;

/// <summary>Many readers or one writer; waiters sleep, first come first served. A new reader queues behind a waiting writer. Not recursive in any mode.</summary>
/// <remarks>Taking it may sleep. Keep the guard in a <c>using</c>, or drop it and call <see cref="ExitRead(string, int)"/> or <see cref="ExitWrite(string, int)"/>.</remarks>
public sealed partial class RwSemaphore : ValidatedLock
{
    private SleepGate _gate;

    /// <summary>A lock of a class of its own, or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public RwSemaphore(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Sleep, new Declaration(file, line, member))
    {
    }

    /// <summary>A lock of a class.</summary>
    /// <param name="lockClass">The class.</param>
    /// <exception cref="ArgumentException">The class is of another kind.</exception>
    public RwSemaphore(LockClass lockClass)
        : base(lockClass, LockKind.Sleep)
    {
    }

    /// <summary>Takes the lock for reading. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", LockMode.Read)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadGuard Read([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Read, file, line) : default;
        _gate.Enter(SleepGate.Reader, this, isKillable: false, new CallSite(file, line));
        return new ReadGuard(this, hold);
    }

    /// <inheritdoc cref="Read(string, int)"/>
    /// <param name="subclass">The role, 0 to 7.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("this", LockMode.Read)]
    public ReadGuard Read([LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? AnnounceAs(subclass, AcquireMode.Read, file, line) : default;

        _gate.Enter(SleepGate.Reader, this, isKillable: false, new CallSite(file, line));
        return new ReadGuard(this, hold);
    }

    /// <summary>Takes the lock for reading as one of many of its class, in any order: the outer lock serialises all who do that. May sleep.</summary>
    /// <param name="outer">The outer lock, held exclusively.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws, perhaps because the outer lock is not held; the lock is not taken.</exception>
    [Acquires("this", LockMode.Read)]
    public ReadGuard ReadUnder(ValidatedLock outer, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        AssertOuter(outer, file, line);
        var hold = Seam.On ? Announce(AcquireMode.Read | AcquireMode.Nested, file, line) : default;

        _gate.Enter(SleepGate.Reader, this, isKillable: false, new CallSite(file, line));
        return new ReadGuard(this, hold);
    }

    /// <summary>Takes the lock for reading unless there is a writer, at work or waiting. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", LockMode.Read, OnTrue = nameof(ReadGuard.IsHeld), AsTry = true), MustCheck]
    public ReadGuard TryRead([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Read | AcquireMode.Try, file, line) : default;

        return FinishRead(hold, _gate.TryEnter(SleepGate.Reader), file, line);
    }

    /// <summary>Takes the lock for reading, unless the task is killed before it gets it. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", LockMode.Read, OnTrue = nameof(ReadGuard.IsHeld)), MustCheck]
    public ReadGuard ReadKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Read, file, line) : default;

        return FinishRead(hold, _gate.Enter(SleepGate.Reader, this, isKillable: true, new CallSite(file, line)), file, line);
    }

    /// <summary>Ends reading. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not read.</exception>
    [Releases("this", LockMode.Read)]
    public void ExitRead([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceRelease(AcquireMode.Read, file, line);
        }

        _gate.Exit(SleepGate.Reader);
    }

    private ReadGuard FinishRead(Hold hold, bool isHeld, string file, int line)
    {
        if (isHeld)
        {
            return new ReadGuard(this, hold);
        }

        if (Seam.On)
        {
            Withdraw(AcquireMode.Read, file, line);
        }

        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LeaveRead(Hold hold)
    {
        AnnounceLeave(hold, AcquireMode.Read);
        _gate.Exit(SleepGate.Reader);
    }

    /// <summary>The lock, held for reading.</summary>
    [Guard]
    public readonly ref struct ReadGuard
    {
        private readonly RwSemaphore? _lock;
        private readonly Hold _hold;

        internal ReadGuard(RwSemaphore held, Hold hold) => (_lock, _hold) = (held, hold);

        /// <summary>Whether there is a lock to release.</summary>
        public bool IsHeld => _lock is not null;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not read.</exception>
        [Releases("this", LockMode.Read)]
        public void Dispose() => _lock?.LeaveRead(_hold);
    }
}
