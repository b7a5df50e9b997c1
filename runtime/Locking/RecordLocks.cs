using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>Locks without objects of their own, as validator and explorer know them: all of one class, each by the number of the record that it is a part of.</summary>
/// <remarks>What is told here, not how such a lock is taken: that is for who knows the word it is in.</remarks>
internal sealed class RecordLocks(string name)
{
    private readonly ulong _map = Seam.On ? LockMap.Create(name, LockKind.Spin, string.Empty, 0, string.Empty).Bits & LockMap.NodeMask : 0;
    private readonly Dictionary<ulong, Subject> _subjects = [];
    private Latch _latch;

    /// <summary>A record's number, below 2^36, and the role that its lock is taken in, 0 to 7, as one word.</summary>
    public static ulong InRole(uint record, int role) => record | (((ulong)(uint)role << LockMap.NodeShift) & LockMap.SubclassMask);

    /// <summary>A lock is about to be taken: order first, then the scheduler.</summary>
    /// <param name="task">The running task.</param>
    /// <param name="record">Which, see <see cref="InRole"/>.</param>
    /// <param name="mode">How, see <see cref="AcquireMode"/>.</param>
    /// <param name="site">Where.</param>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not to be taken.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hold Announce(SimTask task, ulong record, ulong mode, CallSite site) =>
        new(task, task.Held.TryAcquire(_map | record, mode, site.File, site.Line, out var position) ? position : AcquireSlowly(task, record, mode, site));

    /// <summary>A lock is about to be released, or was announced and not got.</summary>
    /// <param name="hold">What <see cref="Announce"/> gave.</param>
    /// <param name="record">Which, in whatever role.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task does not hold it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AnnounceExit(Hold hold, ulong record)
    {
        if (hold.Task is { } task && !task.Held.TryReleaseAt(hold.Position, _map | record, AcquireMode.Write))
        {
            ReleaseSlowly(task, record);
        }
    }

    /// <summary>States that a lock is held here.</summary>
    /// <exception cref="LockdepException">The validator's sink throws, and it is not.</exception>
    public void AssertHeld(SimTask task, uint record, CallSite site) => task.Held.AssertHeld(_map | record, LockMode.Write, new SourcePlace(site.File, site.Line));

    /// <summary>The task finds the lock held by somebody else, and lets some time pass.</summary>
    public void Relax(SimTask task, ulong record, int round, CallSite site) => task.Driver.Relax(task.IsDriven ? SubjectOf(record) : this, round, site);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint AcquireSlowly(SimTask task, ulong record, ulong mode, CallSite site)
    {
        var position = task.Held.AcquireSlowly(_map | record, mode, site.File, site.Line);
        if (task.IsDriven)
        {
            task.Driver.Point((mode & AcquireMode.Try) == 0 ? PointKind.Acquire : PointKind.TryAcquire, SubjectOf(record), site);
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseSlowly(SimTask task, ulong record)
    {
        task.Held.ReleaseSlowly(_map | record, AcquireMode.Write, default);
        if (task.IsDriven)
        {
            task.Driver.Point(PointKind.Release, SubjectOf(record), default);
        }
    }

    // For explored tasks: who holds a lock is known by an object.
    private Subject SubjectOf(ulong record)
    {
        var number = record & LockMap.NumberMask;
        _latch.Enter();
        if (!_subjects.TryGetValue(number, out var subject))
        {
            subject = _subjects[number] = new Subject($"{name} of 0x{number:x}");
        }

        _latch.Exit();
        return subject;
    }

    private sealed class Subject(string text)
    {
        public override string ToString() => text;
    }
}
