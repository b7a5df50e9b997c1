using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Locking;

namespace MmRuntime.AddressSpaces;

/// <summary>The lock of an address space: its VMAs and their tables as a whole. Its writers hold the locks of single VMAs along with it, and release all of them at once.</summary>
/// <remarks>Source: <c>mm->mmap_lock</c>, <c>include/linux/mmap_lock.h</c> (v6.19).</remarks>
[LockClass("mm.mmap_lock", Kind = LockKind.Sleep)]
public sealed class MmapLock
{
    private readonly RwSemaphore _semaphore = new("mm.mmap_lock");

    internal MmapLock() => Domain = new VmaLockDomain(_semaphore);

    /// <summary>The other side of the locks of single VMAs.</summary>
    internal VmaLockDomain Domain { get; }

    /// <summary>The lock as others know it.</summary>
    internal RwSemaphore Semaphore => _semaphore;

    /// <inheritdoc cref="RwSemaphore.Read(string, int)"/>
    [Acquires("this", LockMode.Read)]
    public ReadGuard Read([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(_semaphore.Read(file, line));

    /// <inheritdoc cref="RwSemaphore.TryRead"/>
    [Acquires("this", LockMode.Read, OnTrue = nameof(ReadGuard.IsHeld), AsTry = true), MustCheck]
    public ReadGuard TryRead([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(_semaphore.TryRead(file, line));

    /// <inheritdoc cref="RwSemaphore.ReadKillable"/>
    [Acquires("this", LockMode.Read, OnTrue = nameof(ReadGuard.IsHeld)), MustCheck]
    public ReadGuard ReadKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(_semaphore.ReadKillable(file, line));

    /// <inheritdoc cref="RwSemaphore.Write(string, int)"/>
    [Acquires("this")]
    public WriteGuard Write([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(this, _semaphore.Write(file, line));

    /// <inheritdoc cref="RwSemaphore.Write(int, string, int)"/>
    [Acquires("this")]
    public WriteGuard Write([LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(this, _semaphore.Write(subclass, file, line));

    /// <inheritdoc cref="RwSemaphore.WriteKillable"/>
    [Acquires("this", OnTrue = nameof(WriteGuard.IsHeld)), MustCheck]
    public WriteGuard WriteKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(this, _semaphore.WriteKillable(file, line));

    /// <summary>States that the lock is held here.</summary>
    /// <inheritdoc cref="ValidatedLock.AssertHeld"/>
    [AssertsHeld("this")]
    public void AssertHeld(LockMode mode = LockMode.Any, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => _semaphore.AssertHeld(mode, file, line);

    /// <summary>The lock, held for reading.</summary>
    [Guard]
    public readonly ref struct ReadGuard
    {
        private readonly RwSemaphore.ReadGuard _held;

        internal ReadGuard(RwSemaphore.ReadGuard held) => _held = held;

        /// <summary>Whether there is a lock to release.</summary>
        public bool IsHeld => _held.IsHeld;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not read.</exception>
        [Releases("this", LockMode.Read)]
        public void Dispose() => _held.Dispose();
    }

    /// <summary>The lock, held for writing.</summary>
    [Guard]
    public ref struct WriteGuard
    {
        private readonly MmapLock? _lock;
        private RwSemaphore.WriteGuard _held;

        internal WriteGuard(MmapLock taken, RwSemaphore.WriteGuard held)
        {
            _lock = taken;
            _held = held;
        }

        /// <summary>Whether there is a lock to release.</summary>
        public readonly bool IsHeld => _held.IsHeld;

        /// <summary>Goes on as a reader, and releases the locks of all single VMAs. This guard is spent afterwards: it holds nothing.</summary>
        /// <returns>Releases the lock when disposed; holds nothing if this guard did.</returns>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
        [Downgrades("this"), ReleasesAll("vma_lock", LockMode.Write)]
        public ReadGuard Downgrade()
        {
            if (!IsHeld)
            {
                return default;
            }

            _lock!.Domain.EndWrites(string.Empty);
            return new(_held.Downgrade());
        }

        /// <summary>Releases the lock, if there is one, and the locks of all single VMAs.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
        [Releases("this"), ReleasesAll("vma_lock", LockMode.Write)]
        public readonly void Dispose()
        {
            if (IsHeld)
            {
                _lock!.Domain.EndWrites(string.Empty);
                _held.Dispose();
            }
        }
    }
}
