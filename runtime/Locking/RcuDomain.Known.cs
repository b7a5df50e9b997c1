using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>The forms for hot paths that know which task runs: asking for it costs as much as the section itself.</summary>
public sealed partial class RcuDomain
{
    /// <inheritdoc cref="Enter(string, int)"/>
    /// <param name="task">The running task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [EntersRcu]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(SimTask task, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var reader = ReaderOf(task);
        if (Seam.On)
        {
            TellEnter(task, file, line);
        }

        reader.Enter(_epoch.Read(this));
    }

    /// <inheritdoc cref="Exit(string, int)"/>
    /// <param name="task">The running task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [LeavesRcu]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit(SimTask task, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var reader = ReaderOf(task);
        if (Seam.On)
        {
            task.Held.Release(_map, AcquireMode.Read, file, line);
        }

        if (!reader.IsInside)
        {
            ThrowOutside();
        }

        if (Seam.On)
        {
            TellLeave(task, file, line);
        }

        reader.Leave();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RcuReader ReaderOf(SimTask task) =>

        // Most tasks read of one domain only, or of one more than of others.
        task.RcuReaders is RcuReader first && first.Domain == this ? first : FindReader(task) ?? AddReader(task);
}
