using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Physical;

/// <summary>A bit of each frame's flags as a spinning lock: held while lines of its contents come to be. Nothing else is taken under it.</summary>
/// <remarks>
/// | access | pairs with | order |
/// | the release clears the bit (full fence) | taking it (full fence) | lines that came to be under the lock are seen by the next holder |
/// </remarks>
[LockClass("frame.contents", Kind = LockKind.Spin)]
internal sealed class ContentsLock(FrameTable frames, bool isLocked)
{
    private readonly ulong _map = Seam.On ? LockMap.Create("frame.contents", LockKind.Spin, string.Empty, 0, string.Empty).Bits & LockMap.NodeMask : 0;
    private readonly Dictionary<uint, Subject> _subjects = [];
    private Latch _latch;

    /// <summary>Takes the lock of a frame, spinning.</summary>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public void Enter(uint frame, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!isLocked)
        {
            return;
        }

        if (Seam.On)
        {
            Announce(frame, new CallSite(file, line));
        }

        if (!TryTake(frame))
        {
            Spin(frame, new CallSite(file, line));
        }
    }

    /// <summary>Releases it.</summary>
    /// <exception cref="LockdepException">The validator's sink throws: the task does not hold it.</exception>
    [Releases("this")]
    public void Exit(uint frame)
    {
        if (!isLocked)
        {
            return;
        }

        if (Seam.On)
        {
            AnnounceExit(frame);
        }

        Atomic.And(ref frames[frame].Flags, ~FrameFlags.Contents);
    }

    private bool TryTake(uint frame) => (Atomic.Or(ref frames[frame].Flags, FrameFlags.Contents) & FrameFlags.Contents) == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spin(uint frame, CallSite site)
    {
        var task = SimTask.Current;
        object subject = task.IsDriven ? SubjectOf(frame) : this;
        for (var round = 0; !TryTake(frame); round++)
        {
            task.Driver.Relax(subject, round, site);
        }
    }

    private void Announce(uint frame, CallSite site)
    {
        var task = SimTask.Current;
        task.Held.Acquire(_map | frame, AcquireMode.Write, site.File, site.Line);
        if (task.IsDriven)
        {
            task.Driver.Point(PointKind.Acquire, SubjectOf(frame), site);
        }
    }

    private void AnnounceExit(uint frame)
    {
        var task = SimTask.Current;
        task.Held.Release(_map | frame, AcquireMode.Write, string.Empty, 0);
        if (task.IsDriven)
        {
            task.Driver.Point(PointKind.Release, SubjectOf(frame), default);
        }
    }

    // For explored tasks: who holds it is known by an object.
    private Subject SubjectOf(uint frame)
    {
        _latch.Enter();
        if (!_subjects.TryGetValue(frame, out var subject))
        {
            subject = _subjects[frame] = new Subject(frame);
        }

        _latch.Exit();
        return subject;
    }

    private sealed class Subject(uint frame)
    {
        public override string ToString() => $"frame.contents of {new Pfn(frame)}";
    }
}
