using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>A lock for a few instructions: waiters spin, the holder does not sleep, nobody takes it twice. One word of state.</summary>
/// <remarks>Not fair. <see cref="Enter(string, int)"/> serves both styles: keep the guard in a <c>using</c>, or drop it and call <see cref="Exit(string, int)"/>.</remarks>
[ForbidsSleepWhileHeld]
public sealed partial class Spinlock : ValidatedLock
{
    private int _isHeld;

    /// <summary>A lock of a class of its own, or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public Spinlock(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Spin, new Declaration(file, line, member))
    {
    }

    /// <summary>A lock of a class.</summary>
    /// <param name="lockClass">The class.</param>
    /// <exception cref="ArgumentException">The class is of another kind.</exception>
    public Spinlock(LockClass lockClass)
        : base(lockClass, LockKind.Spin)
    {
    }

    /// <summary>Takes the lock, spinning. The caller must be able to do without sleep until it is released.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Guard Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Write, file, line) : default;

        Take(file, line);
        return new Guard(this, hold);
    }

    /// <summary>Takes the lock in a role, so that another of its class may be held in an earlier one.</summary>
    /// <param name="subclass">The role, 0 to 7.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public Guard Enter([LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? AnnounceAs(subclass, AcquireMode.Write, file, line) : default;

        Take(file, line);
        return new Guard(this, hold);
    }

    /// <summary>Takes the lock as one of many of its class, in any order: the outer lock serialises all who do that.</summary>
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

        Take(file, line);
        return new Guard(this, hold);
    }

    /// <summary>Takes the lock in a role, unless it is the very lock that is held already: two page tables may share one. Held it is afterwards in either case.</summary>
    /// <param name="held">The lock that the caller holds.</param>
    /// <param name="subclass">The role, 0 to 7, of the second of two.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases the lock when disposed; holds nothing if there is only one. That need not be asked.</returns>
    /// <exception cref="LockdepException">The validator's sink throws, perhaps because the first one is not held; the lock is not taken.</exception>
    // No outcome in the attribute: what the lock guards may be touched either way, and nobody has to look.
    [Acquires("this")]
    public Guard EnterIfDifferent(Spinlock held, [LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        AssertOuter(held, file, line);
        return held == this ? default : Enter(subclass, file, line);
    }

    /// <summary>Takes the lock unless somebody holds it.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(Guard.IsHeld), AsTry = true), MustCheck]
    public Guard TryEnter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(AcquireMode.Try, file, line) : default;

        if (TryTake())
        {
            return new Guard(this, hold);
        }

        if (Seam.On)
        {
            Withdraw(AcquireMode.Write, file, line);
        }

        return default;
    }

    /// <summary>Releases the lock.</summary>
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

        // Pairs with the compare-exchange of TryTake: what was done under the lock is seen by the next holder.
        Atomic.Write(ref _isHeld, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTake() => Atomic.CompareExchange(ref _isHeld, 1, 0) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(string file, int line)
    {
        if (!TryTake())
        {
            Spin(new CallSite(file, line));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spin(CallSite site)
    {
        var driver = SimTask.Current.Driver;
        for (var round = 0; ; round++)
        {
            driver.Relax(this, round, site);

            // Looking first keeps the cache line shared while somebody else holds the lock; TryTake orders what follows.
            if (Atomic.Read(in _isHeld) == 0 && TryTake())
            {
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Leave(Hold hold)
    {
        AnnounceLeave(hold, AcquireMode.Write);
        // Pairs with the compare-exchange of TryTake: what was done under the lock is seen by the next holder.
        Atomic.Write(ref _isHeld, 0);
    }

    /// <summary>The held lock.</summary>
    [Guard]
    public readonly ref struct Guard
    {
        private readonly Spinlock? _lock;
        private readonly Hold _hold;

        internal Guard(Spinlock held, Hold hold) => (_lock, _hold) = (held, hold);

        /// <summary>Whether there is a lock to release.</summary>
        public bool IsHeld => _lock is not null;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [Releases("this")]
        public void Dispose() => _lock?.Leave(_hold);
    }
}
