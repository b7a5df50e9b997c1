using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>The writer's side.</summary>
public sealed partial class RwSemaphore
{
    /// <summary>Takes the lock for writing. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public WriteGuard Write([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Write(0, file, line);

    /// <inheritdoc cref="Write(string, int)"/>
    /// <param name="subclass">The role, 0 to 7.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("this")]
    public WriteGuard Write([LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? AnnounceAs(subclass, AcquireMode.Write, file, line) : default;

        _gate.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        return new WriteGuard(this, hold);
    }

    /// <summary>Takes the lock for writing as one of many of its class, in any order: the outer lock serialises all who do that. May sleep.</summary>
    /// <param name="outer">The outer lock, held exclusively.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws, perhaps because the outer lock is not held; the lock is not taken.</exception>
    [Acquires("this")]
    public WriteGuard WriteUnder(ValidatedLock outer, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        AssertOuter(outer, file, line);
        var hold = Seam.On ? Announce(AcquireMode.Nested, file, line) : default;

        _gate.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        return new WriteGuard(this, hold);
    }

    /// <summary>Takes the lock for writing unless somebody holds it or waits for it. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(WriteGuard.IsHeld), AsTry = true), MustCheck]
    public WriteGuard TryWrite([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Try, file, line) : default;

        return FinishWrite(hold, _gate.TryEnter(SleepGate.Writer), file, line);
    }

    /// <summary>Takes the lock for writing, unless the task is killed before it gets it. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(WriteGuard.IsHeld)), MustCheck]
    public WriteGuard WriteKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Write, file, line) : default;

        return FinishWrite(hold, _gate.Enter(SleepGate.Writer, this, isKillable: true, new CallSite(file, line)), file, line);
    }

    /// <summary>Ends writing. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
    [Releases("this")]
    public void ExitWrite([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceRelease(AcquireMode.Write, file, line);
        }

        _gate.Exit(SleepGate.Writer);
    }

    /// <summary>The writer goes on as a reader; no other writer comes in between. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
    [Downgrades("this")]
    public void DowngradeWrite([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            var task = SimTask.Current;
            task.Held.Downgrade(Map, new SourcePlace(file, line));
            if (task.IsDriven)
            {
                task.Driver.Point(PointKind.Pass, this, new CallSite(file, line));
            }
        }

        _gate.Downgrade();
    }

    private WriteGuard FinishWrite(Hold hold, bool isHeld, string file, int line)
    {
        if (isHeld)
        {
            return new WriteGuard(this, hold);
        }

        if (Seam.On)
        {
            Withdraw(AcquireMode.Write, file, line);
        }

        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LeaveWrite(Hold hold)
    {
        AnnounceLeave(hold, AcquireMode.Write);
        _gate.Exit(SleepGate.Writer);
    }

    /// <summary>The lock, held for writing.</summary>
    [Guard]
    public ref struct WriteGuard
    {
        private readonly Hold _hold;
        private RwSemaphore? _lock;

        internal WriteGuard(RwSemaphore held, Hold hold) => (_lock, _hold) = (held, hold);

        /// <summary>Whether there is a lock to release.</summary>
        public readonly bool IsHeld => _lock is not null;

        /// <summary>Goes on as a reader. This guard is spent afterwards: it holds nothing.</summary>
        /// <returns>Releases the lock when disposed; holds nothing if this guard did.</returns>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
        [Downgrades("this")]
        public ReadGuard Downgrade()
        {
            var held = _lock;
            if (held is null)
            {
                return default;
            }

            held.DowngradeWrite(string.Empty);
            _lock = null;
            return new ReadGuard(held, _hold);
        }

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
        [Releases("this")]
        public readonly void Dispose() => _lock?.LeaveWrite(_hold);
    }
}
