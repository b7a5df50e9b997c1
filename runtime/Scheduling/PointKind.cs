namespace MmRuntime.Scheduling;

/// <summary>What a task is about to do when it comes to a scheduling point.</summary>
internal enum PointKind
{
    /// <summary>Take a lock, waiting for it if need be.</summary>
    Acquire,

    /// <summary>Take a lock if it is free.</summary>
    TryAcquire,

    /// <summary>Let go of a lock.</summary>
    Release,

    /// <summary>Keep a lock in a weaker mode, or give it to whoever will release it.</summary>
    Pass,

    /// <summary>Signal those who wait for the subject.</summary>
    Signal,

    /// <summary>Cross an edge between interrupts on and off, or in and out of a handler.</summary>
    Interrupt,

    /// <summary>Enter an RCU read section.</summary>
    RcuEnter,

    /// <summary>Leave an RCU read section.</summary>
    RcuLeave,

    /// <summary>Let others run first, for no reason that the scheduler could know.</summary>
    Yield,
}
