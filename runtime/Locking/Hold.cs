using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>What a guard keeps for its release: asking again who runs, and where the lock stands among those held, costs more than the release itself.</summary>
/// <remarks>A guard never leaves its thread, so both stay true. Nothing at all while validation is off.</remarks>
/// <param name="task">Who took the lock.</param>
/// <param name="position">Where it stands among what the task holds, unless one below it was released first.</param>
internal readonly struct Hold(SimTask task, nint position)
{
    /// <summary>Who took the lock; null while validation is off.</summary>
    public readonly SimTask? Task = task;

    /// <summary>Where it stood when it was taken.</summary>
    public readonly nint Position = position;
}
