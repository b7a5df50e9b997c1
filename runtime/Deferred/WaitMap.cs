using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>What the validator knows code by that others can wait for: held while the code runs, touched by who waits for its end.</summary>
/// <remarks>So "holds L and waits for the work" and "the work takes L" are two edges of one circle, and nobody has to hang for it to be seen.</remarks>
internal readonly struct WaitMap(string? name, LockKind kind, string file, int line, string member)
{
    private readonly ulong _map = Seam.On ? LockMap.Create(name, kind, file, line, member).Bits : 0;

    /// <summary>What reports call it; empty while validation is off.</summary>
    public string Name => Seam.On ? new LockMap(_map).Class.Name : string.Empty;

    /// <summary>The task runs the code from here to <see cref="Leave"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(SimTask task, CallSite site)
    {
        if (Seam.On)
        {
            task.Held.Acquire(_map, AcquireMode.Write, site.File, site.Line);
        }
    }

    /// <summary>The code has come to its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(SimTask task)
    {
        if (Seam.On)
        {
            task.Held.Release(_map, AcquireMode.Write, string.Empty, 0);
        }
    }

    /// <summary>The task may wait for the end of the code here, whether or not it has to this time.</summary>
    /// <exception cref="LockdepException">The sink throws, and that can end in a deadlock.</exception>
    public void Await(SimTask task, CallSite site)
    {
        if (Seam.On)
        {
            task.Held.MightLock(_map, AcquireMode.Write, site.File, site.Line);
        }
    }
}
