using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
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
    private readonly RecordLocks _locks = new("frame.contents");

    /// <summary>Takes the lock of a frame, spinning.</summary>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public Hold Enter(uint frame, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!isLocked)
        {
            return default;
        }

        var hold = Seam.On ? _locks.Announce(SimTask.Current, frame, AcquireMode.Write, new CallSite(file, line)) : default;
        if (!TryTake(frame))
        {
            Spin(frame, new CallSite(file, line));
        }

        return hold;
    }

    /// <summary>Releases it.</summary>
    /// <exception cref="LockdepException">The validator's sink throws: the task does not hold it.</exception>
    [Releases("this")]
    public void Exit(uint frame, Hold hold)
    {
        if (!isLocked)
        {
            return;
        }

        if (Seam.On)
        {
            _locks.AnnounceExit(hold, frame);
        }

        Atomic.And(ref frames[frame].Flags, ~FrameFlags.Contents);
    }

    private bool TryTake(uint frame) => (Atomic.Or(ref frames[frame].Flags, FrameFlags.Contents) & FrameFlags.Contents) == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spin(uint frame, CallSite site)
    {
        var task = SimTask.Current;
        for (var round = 0; !TryTake(frame); round++)
        {
            _locks.Relax(task, frame, round, site);
        }
    }
}
