using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;

namespace MmRuntime.Locking;

/// <summary>The side of an address space in the protocol of per-VMA locks: one number, whose change releases all write locks at once.</summary>
/// <remarks>A VMA is write-locked while its own number equals the one here, and the number here only changes while the address space is held for writing.</remarks>
public sealed class VmaLockDomain
{
    private SharedWord _sequence = new(1);

    /// <summary>The domain of an address space.</summary>
    /// <param name="mmapLock">The lock of the whole address space.</param>
    public VmaLockDomain(RwSemaphore mmapLock)
    {
        ArgumentNullException.ThrowIfNull(mmapLock);
        MmapLock = mmapLock;
    }

    /// <summary>The lock of the whole address space.</summary>
    public RwSemaphore MmapLock { get; }

    /// <summary>Where writers sleep until readers are gone.</summary>
    internal WaitQueue Writers { get; } = new();

    /// <summary>Ends every write lock on a VMA. To be called before <see cref="MmapLock"/> is released from writing, or downgraded. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the address space is not held for writing.</exception>
    [RequiresLock(nameof(MmapLock)), ReleasesAll("vma_lock", LockMode.Write)]
    public void EndWrites([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        MmapLock.AssertHeld(LockMode.Write, file, line);

        // A full fence: pairs with the reads of the number in TryStartRead, so that a reader that sees the new one sees what the writer wrote.
        _sequence.Add(this, 1);
    }

    /// <summary>The number now.</summary>
    internal long Sequence() => _sequence.Read(this);
}
