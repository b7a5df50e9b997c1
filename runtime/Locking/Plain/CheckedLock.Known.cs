using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking.Plain;

/// <summary>The forms for hot paths that know which task runs: asking for it costs as much as the lock itself.</summary>
public sealed partial class CheckedLock
{
    /// <inheritdoc cref="Enter(string, int)"/>
    /// <param name="task">The running task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("this")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Guard Enter(SimTask task, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hold = Seam.On ? Announce(task, AcquireMode.Write | AcquireMode.Again, file, line) : default;
        Lock(hold, file, line);
        return new Guard(this, hold);
    }

    /// <inheritdoc cref="Exit(string, int)"/>
    /// <param name="task">The running task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Releases("this")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit(SimTask task, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceRelease(task, AcquireMode.Write, file, line);
        }

        _lock.Exit();
    }
}
