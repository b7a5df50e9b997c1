using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking.Plain;

/// <summary>What the locks of the framework have in common when the validator watches them.</summary>
public abstract class PlainLock : ValidatedLock
{
    private protected PlainLock(string? name, LockKind kind, Declaration at)
        : base(name, kind, at)
    {
    }

    /// <summary>The lock is about to be taken by somebody who may hold it already.</summary>
    /// <returns>Whether the task is run step by step.</returns>
    private protected bool AnnounceAgain(ulong mode, string file, int line)
    {
        var task = SimTask.Current;
        task.Held.AcquireAgain(Map, mode, file, line);
        if (task.IsDriven)
        {
            task.Driver.Point((mode & AcquireMode.Try) == 0 ? PointKind.Acquire : PointKind.TryAcquire, this, new CallSite(file, line));
        }

        return task.IsDriven;
    }

    /// <summary>The lock is about to be taken by somebody who must not hold it.</summary>
    /// <returns>Whether the task is run step by step.</returns>
    private protected bool AnnounceOnce(ulong mode, string file, int line) => Announce(mode, 0, file, line).IsDriven;

    /// <summary>Tries until it is got.</summary>
    private protected void Insist<T>(T self, Func<T, bool> tryTake, string file, int line)
    {
        var task = SimTask.Current;
        for (var round = 0; !tryTake(self); round++)
        {
            task.Driver.Relax(this, round, new CallSite(file, line));
        }
    }
}
