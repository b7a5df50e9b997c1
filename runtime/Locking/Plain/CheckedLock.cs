using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Locking.Plain;

/// <summary>A <see cref="Lock"/> that the validator sees.</summary>
/// <remarks>Its holder may take it again.</remarks>
public sealed partial class CheckedLock : PlainLock
{
    private readonly Lock _lock = new();

    /// <summary>A lock, of a class of its own or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public CheckedLock(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Sleep, new Declaration(file, line, member))
    {
    }

    /// <summary>Takes the lock, or takes it once more. May wait.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Guard Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? AnnounceAgain(AcquireMode.Write, file, line) : default;
        Lock(hold, file, line);
        return new Guard(this, hold);
    }

    /// <summary>Takes the lock unless somebody else holds it. Does not wait.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Holds the lock if it was got; else holds nothing.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = nameof(Guard.IsHeld), AsTry = true), MustCheck]
    public Guard TryEnter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? AnnounceAgain(AcquireMode.Try, file, line) : default;

        if (_lock.TryEnter())
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

        _lock.Exit();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Lock(Hold hold, string file, int line)
    {
        if (Seam.On && hold.Task is { IsDriven: true })
        {
            EnterStepwise(file, line);
        }
        else
        {
            _lock.Enter();
        }
    }

    // A step-by-step task must not block its thread: it holds the turn.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterStepwise(string file, int line) => Insist(this, static one => one._lock.TryEnter(), file, line);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Leave(Hold hold)
    {
        AnnounceLeave(hold, AcquireMode.Write);
        _lock.Exit();
    }

    /// <summary>The held lock.</summary>
    [Guard]
    public readonly ref struct Guard
    {
        private readonly CheckedLock? _lock;
        private readonly Hold _hold;

        internal Guard(CheckedLock held, Hold hold) => (_lock, _hold) = (held, hold);

        /// <summary>Whether there is a lock to release.</summary>
        public bool IsHeld => _lock is not null;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [Releases("this")]
        public void Dispose() => _lock?.Leave(_hold);
    }
}
