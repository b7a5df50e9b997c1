using MmRuntime.Lockdep;

namespace MmRuntime.Exploration.Steps;

/// <summary>How far one execution may go, and what executions share.</summary>
/// <param name="Steps">Steps after which it counts as endless.</param>
/// <param name="Validator">Who learns from the locks of all tasks.</param>
internal sealed record ExecutionLimits(int Steps, LockValidator Validator)
{
    /// <summary>
    /// Steps that others may do after some tasks seem to wait for each other. A kill or a semaphore with several permits may still solve it; who is asleep
    /// after that many steps is reported while the others go on.
    /// </summary>
    public const int Patience = 200;

    /// <summary>Tables that are emptied rather than allocated for each execution.</summary>
    public StateFingerprint Fingerprint { get; } = new();
}
