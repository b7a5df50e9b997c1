using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Exploration.Steps;

/// <summary>A task of one execution, and its driver: every call is handed to the execution, which says who goes on.</summary>
/// <remarks>All state belongs to the thread that has the turn.</remarks>
internal sealed class ExploredTask : TaskDriver
{
    private readonly Execution _execution;
    private readonly Action _body;

    public ExploredTask(Execution execution, int index, string name, Action body, LockValidator validator)
    {
        (_execution, _body, Index) = (execution, body, index);
        Pending = new Operation(StepKind.Start, null, 0, default);
        Task = new SimTask(name, this, validator);
    }

    /// <summary>Position among the tasks of the execution, by which traces name it.</summary>
    public int Index { get; }

    public SimTask Task { get; }

    public TaskState State { get; set; }

    /// <summary>With what the next step begins.</summary>
    public Operation Pending { get; set; }

    /// <summary>Steps and choices begun.</summary>
    public int Steps { get; set; }

    /// <summary>Steps begun that the program asked for, without those that only come of waiting: the same in every schedule in which it does the same.</summary>
    public int Points { get; set; }

    public bool HasPermit { get; set; }

    /// <summary>When a wait ends by itself, in ticks of the virtual clock.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    public bool IsTimeOver { get; set; }

    /// <summary>How much this task has changed.</summary>
    public long Changes { get; set; }

    /// <summary>How much the others had changed when the task last began to look again.</summary>
    public long LookedAt { get; set; }

    /// <summary>How much the others had changed when the task began the look that made it spin.</summary>
    public long SpinsSince { get; set; }

    /// <summary>Step of the execution at which the task went to sleep.</summary>
    public int ParkedSince { get; set; }

    /// <summary>The lock that the task has asked for and may still wait for.</summary>
    public HeldSubject? Asked { get; set; }

    public List<HeldSubject> Held { get; } = [];

    /// <summary>Hash of the task's last event with everything that came before it.</summary>
    public ulong History { get; set; }

    /// <summary>Which task it is, however the tasks before it were interleaved.</summary>
    public ulong Identity { get; set; }

    /// <summary>The thread it has been given.</summary>
    public Worker? Worker { get; set; }

    public override bool IsDeterministic => true;

    public override TimeProvider Time => _execution.Clock;

    /// <summary>Whether it could do a step now.</summary>
    /// <param name="changes">How much all tasks have changed.</param>
    public bool CanRun(long changes) => State switch
    {
        TaskState.New or TaskState.Ready => true,
        TaskState.Parked => HasPermit || IsTimeOver,
        TaskState.Spinning => SpinsSince != changes - Changes,
        _ => false,
    };

    /// <summary>Runs the body on the calling thread; what it throws goes to the execution.</summary>
    public void RunBody()
    {
        Exception? thrown = null;
        try
        {
            Task.Run(_body);
        }
        catch (AbandonedException)
        {
            // The execution was over already.
        }
#pragma warning disable CA1031 // Whatever a task throws is a finding, not a reason to end the exploration.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            thrown = exception;
        }

        _execution.End(this, thrown);
    }

    public override void Point(PointKind kind, object subject, CallSite site) => _execution.Arrive(this, new Operation((StepKind)kind, subject, 0, site));

    public override void BeforeAccess(object owner, long index, SharedAccess access) =>
        _execution.Arrive(this, new Operation(access == SharedAccess.Read ? StepKind.Read : StepKind.Write, owner, index, new CallSite(string.Empty, 0)));

    public override void Relax(object subject, int round, CallSite site) => _execution.Spin(this, subject, round, site);

    public override bool Park(object subject, TimeSpan timeout, CallSite site) => _execution.Park(this, subject, timeout, site);

    public override void Unpark() => _execution.Unpark(this);

    public override SimTask Start(string name, Action body, LockValidator validator) => _execution.Start(name, body, isIdle: false, validator);

    public override int Choose(int alternatives, object subject, CallSite site) => _execution.Choose(this, alternatives, subject);

    public override void Begin(SimTask task)
    {
        // A task is only ever run when it is its turn.
    }

    public override void End(SimTask task)
    {
        // Its thread gives the turn away when the run has returned.
    }

    /// <inheritdoc/>
    public override string ToString() => Task.Name;
}
