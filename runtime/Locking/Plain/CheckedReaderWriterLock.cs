using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Locking.Plain;

/// <summary>A <see cref="ReaderWriterLockSlim"/> that the validator sees.</summary>
/// <remarks>Not recursive in any mode; a new reader queues behind a waiting writer.</remarks>
public sealed class CheckedReaderWriterLock : PlainLock, IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.NoRecursion);

    /// <summary>A lock, of a class of its own or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public CheckedReaderWriterLock(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Sleep, new Declaration(file, line, member))
    {
    }

    /// <summary>Takes the lock for reading. May wait.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", LockMode.Read)]
    public ReadGuard Read([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On && AnnounceOnce(AcquireMode.Read, file, line).Task is { IsDriven: true })
        {
            Insist(_lock, static one => one.TryEnterReadLock(0), file, line);
        }
        else
        {
            _lock.EnterReadLock();
        }

        return new ReadGuard(this);
    }

    /// <summary>Ends reading.</summary>
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

        _lock.ExitReadLock();
    }

    /// <summary>Takes the lock for writing. May wait.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public WriteGuard Write([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On && AnnounceOnce(AcquireMode.Write, file, line).Task is { IsDriven: true })
        {
            Insist(_lock, static one => one.TryEnterWriteLock(0), file, line);
        }
        else
        {
            _lock.EnterWriteLock();
        }

        return new WriteGuard(this);
    }

    /// <summary>Ends writing.</summary>
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

        _lock.ExitWriteLock();
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>The lock, held for reading.</summary>
    [Guard]
    public readonly ref struct ReadGuard
    {
        private readonly CheckedReaderWriterLock? _lock;

        internal ReadGuard(CheckedReaderWriterLock held) => _lock = held;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not read.</exception>
        [Releases("this", LockMode.Read)]
        public void Dispose() => _lock?.ExitRead(string.Empty);
    }

    /// <summary>The lock, held for writing.</summary>
    [Guard]
    public readonly ref struct WriteGuard
    {
        private readonly CheckedReaderWriterLock? _lock;

        internal WriteGuard(CheckedReaderWriterLock held) => _lock = held;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
        [Releases("this")]
        public void Dispose() => _lock?.ExitWrite(string.Empty);
    }
}
