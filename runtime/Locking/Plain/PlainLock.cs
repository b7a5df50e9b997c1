using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected Hold AnnounceAgain(ulong mode, string file, int line) => Announce(mode | AcquireMode.Again, file, line);

    /// <summary>The lock is about to be taken by somebody who must not hold it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected Hold AnnounceOnce(ulong mode, string file, int line) => Announce(mode, file, line);

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
