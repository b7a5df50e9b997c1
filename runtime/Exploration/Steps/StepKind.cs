using MmRuntime.Scheduling;

namespace MmRuntime.Exploration.Steps;

/// <summary>What a task does first in its next step. The first values are those of <see cref="PointKind"/>.</summary>
internal enum StepKind
{
    Acquire = PointKind.Acquire,
    TryAcquire = PointKind.TryAcquire,
    Release = PointKind.Release,
    Pass = PointKind.Pass,
    Signal = PointKind.Signal,
    Interrupt = PointKind.Interrupt,
    RcuEnter = PointKind.RcuEnter,
    RcuLeave = PointKind.RcuLeave,
    Yield = PointKind.Yield,

    /// <summary>Enter its body.</summary>
    Start = 100,

    /// <summary>Read shared state.</summary>
    Read,

    /// <summary>Write or update shared state.</summary>
    Write,

    /// <summary>Come back from a wait that slept.</summary>
    Wake,

    /// <summary>Look again, in a wait that spins.</summary>
    Look,
}
