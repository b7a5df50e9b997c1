using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>How one int of a record in native memory is a spinning lock: one object for all locks of the kind, none for a record.</summary>
/// <remarks>
/// A record is named by its number, and the role of the lock besides: see <see cref="RecordLocks.InRole"/>. Not fair.
/// <para>
/// | access | pairs with | order |
/// | the release writes 0 (release) | taking it (full fence) | what was done under the lock is seen by the next holder |
/// </para>
/// </remarks>
/// <param name="name">Name of the class.</param>
[ForbidsSleepWhileHeld]
internal sealed class RecordSpinlock(string name)
{
    private readonly RecordLocks _locks = new(name);

    /// <summary>Takes the lock, spinning.</summary>
    /// <param name="word">The int.</param>
    /// <param name="record">Which record, and the role.</param>
    /// <param name="task">The running task.</param>
    /// <param name="site">Where.</param>
    /// <returns>What <see cref="Exit"/> is given.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires(nameof(word))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hold Enter(ref int word, ulong record, SimTask task, CallSite site)
    {
        var hold = Seam.On ? _locks.Announce(task, record, AcquireMode.Write, site) : default;
        if (!TryTake(ref word))
        {
            Spin(ref word, record, task, site);
        }

        return hold;
    }

    /// <summary>Takes the lock unless somebody holds it.</summary>
    /// <param name="word">The int.</param>
    /// <param name="record">Which record, and the role.</param>
    /// <param name="task">The running task.</param>
    /// <param name="site">Where.</param>
    /// <param name="hold">What <see cref="Exit"/> is given, if it was got.</param>
    /// <returns>Whether it was got.</returns>
    [Acquires(nameof(word), OnTrue = "return", AsTry = true), MustCheck]
    public bool TryEnter(ref int word, ulong record, SimTask task, CallSite site, out Hold hold)
    {
        hold = Seam.On ? _locks.Announce(task, record, AcquireMode.Try, site) : default;
        if (TryTake(ref word))
        {
            return true;
        }

        if (Seam.On)
        {
            _locks.AnnounceExit(hold, record);
        }

        return false;
    }

    /// <summary>Releases the lock.</summary>
    /// <param name="word">The int.</param>
    /// <param name="record">Which record, in whatever role.</param>
    /// <param name="hold">What taking it gave.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task does not hold it.</exception>
    [Releases(nameof(word))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit(ref int word, ulong record, Hold hold)
    {
        if (Seam.On)
        {
            _locks.AnnounceExit(hold, record);
        }

        Atomic.Write(ref word, 0);
    }

    /// <summary>States that a lock is held here.</summary>
    /// <exception cref="LockdepException">The validator's sink throws, and it is not.</exception>
    public void AssertHeld(uint record, CallSite site)
    {
        if (Seam.On)
        {
            _locks.AssertHeld(SimTask.Current, record, site);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTake(ref int word) => Atomic.CompareExchange(ref word, 1, 0) == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spin(ref int word, ulong record, SimTask task, CallSite site)
    {
        for (var round = 0; ; round++)
        {
            _locks.Relax(task, record, round, site);

            // Looking first keeps the cache line shared while somebody else holds the lock.
            if (Atomic.Read(in word) == 0 && TryTake(ref word))
            {
                return;
            }
        }
    }
}
