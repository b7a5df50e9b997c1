using System.Globalization;
using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>Waiting for a bit, and what the validator and the scheduler are told of.</summary>
/// <remarks>
/// For the scheduler each bit is a subject of its own, although bits share queues: that others stand in the queue too makes no difference to who waits for this one. So a step
/// may enter the queue though its subject is the bit.
/// </remarks>
public sealed partial class WordLock
{
    /// <summary>How long a waiter hopes before it lies down: waking it costs more than most holders take.</summary>
    private const int HopefulRounds = 6;

    private readonly bool _searches;

    // Both only while validation is on, and guarded by the latch: what has no object of its own must be written down somewhere.
    private readonly HashSet<long> _handedOff = [];
    private readonly Dictionary<long, Subject> _subjects = [];
    private Latch _latch;

    /// <summary>States that the lock is held here.</summary>
    /// <param name="word">The word.</param>
    /// <param name="number">Number of the record.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and it is not.</exception>
    [AssertsHeld(nameof(word))]
#pragma warning disable IDE0060, CA1801 // The word is what the analyzers know the lock by.
    public void AssertHeld(ref readonly long word, long number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
#pragma warning restore IDE0060, CA1801
    {
        if (Seam.On)
        {
            SimTask.Current.Held.AssertHeld(MapOf(number, 0), LockMode.Write, new SourcePlace(file, line));
        }
    }

    private bool TryTake(ref long word) => (Atomic.Or(ref word, _mask) & _mask) == 0;

    // False only if killed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Wait(ref long word, long number, bool isKillable, CallSite site)
    {
        var task = SimTask.Current;
        for (var round = 0; round < HopefulRounds && !task.IsDriven; round++)
        {
            task.Driver.Relax(this, round, site);
            if (TryTake(ref word))
            {
                return true;
            }
        }

        object subject = task.IsDriven ? SubjectOf(number) : this;
        var key = KeyOf(number);
        var queue = _table.QueueOf(key);
        var waiter = task.RentWaiter(key);
        var isGot = LieDown(queue, waiter, ref word, number);
        while (!isGot && !waiter.IsGranted)
        {
            if (isKillable && task.IsKilled && GiveUp(queue, waiter))
            {
                task.ReturnWaiter(waiter);
                return false;
            }

            task.Sleep(subject, Timeout.InfiniteTimeSpan, site);
        }

        task.ReturnWaiter(waiter);
        return true;
    }

    // True if it was free after all.
    private bool LieDown(WordLockTable.Queue queue, Waiter waiter, ref long word, long number)
    {
        // Counted before the last look: a release that this look does not see yet will see the count.
        Enlist(queue, waiter, number);
        Tell(number, SharedAccess.Update);
        if (!TryTake(ref word))
        {
            return false;
        }

        // Nobody can have taken it in our name as well, so we still stand in the queue.
        _ = GiveUp(queue, waiter);
        return true;
    }

    private void Enlist(WordLockTable.Queue queue, Waiter waiter, long number)
    {
        Tell(number, SharedAccess.Update);
        queue.Latch.Enter();
        queue.Count(1);
        queue.Waiters.Add(waiter);
        queue.Latch.Exit();
    }

    // False if it was given the lock in the meantime.
    private static bool GiveUp(WordLockTable.Queue queue, Waiter waiter)
    {
        queue.Latch.Enter();
        var wasWaiting = queue.Waiters.Remove(waiter);
        if (wasWaiting)
        {
            queue.Count(-1);
        }

        queue.Latch.Exit();
        return wasWaiting;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandOver(WordLockTable.Queue queue, ref long word, long key)
    {
        queue.Latch.Enter();

        // Taken in the name of who waits. If somebody else was faster, that one will look here when it leaves.
        if ((_searches ? queue.First(key) : queue.Waiters.First) is { } first && first.Want == key && TryTake(ref word))
        {
            queue.Waiters.Remove(first);
            queue.Count(-1);
            first.Grant();
            first.Task.Driver.Unpark();
        }

        queue.Latch.Exit();
    }

    private void Tell(long number, SharedAccess access)
    {
        if (Seam.On && SimTask.Current.IsDriven)
        {
            SharedAccessHook.Tell(SubjectOf(number), 0, access);
        }
    }

    private long KeyOf(long number) => (number * BitsOfWord) + _bit;

    private ulong MapOf(long number, int subclass) => _map | (ulong)number | ((ulong)(uint)subclass << LockMap.NodeShift);

    private void Announce(ulong mode, long number, int subclass, CallSite site)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)number, LockMap.NumberMask, nameof(number));
        if (!Seam.On)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)subclass, (uint)LockClass.MaxSubclasses, nameof(subclass));
        var task = SimTask.Current;
        task.Held.Acquire(MapOf(number, subclass), mode, site.File, site.Line);
        if (task.IsDriven)
        {
            task.Driver.Point(mode == AcquireMode.Try ? PointKind.TryAcquire : PointKind.Acquire, SubjectOf(number), site);
        }
    }

    private void AnnounceHandOff(long number, CallSite site)
    {
        var task = SimTask.Current;
        task.Held.Release(MapOf(number, 0), AcquireMode.Write, site.File, site.Line);
        if (task.IsDriven)
        {
            task.Driver.Point(PointKind.Release, SubjectOf(number), site);
        }

        _latch.Enter();
        _handedOff.Add(number);
        _latch.Exit();
    }

    private void AnnounceExit(long number, CallSite site)
    {
        var task = SimTask.Current;
        if (task.IsDriven)
        {
            // Before the look at who may release it: that depends on the lock.
            task.Driver.Point(PointKind.Release, SubjectOf(number), site);
        }

        _latch.Enter();
        var isAnybodys = _handedOff.Remove(number);
        _latch.Exit();
        if (!isAnybodys)
        {
            task.Held.Release(MapOf(number, 0), AcquireMode.Write, site.File, site.Line);
        }
    }

    // For explored tasks: reports name it, and who holds it is known by it.
    private Subject SubjectOf(long number)
    {
        _latch.Enter();
        if (!_subjects.TryGetValue(number, out var subject))
        {
            subject = _subjects[number] = new Subject(this, number);
        }

        _latch.Exit();
        return subject;
    }

    private sealed class Subject(WordLock of, long number)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{of} #{number}");
    }
}
