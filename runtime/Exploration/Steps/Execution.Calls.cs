using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Exploration.Steps;

/// <summary>What tasks call.</summary>
internal sealed partial class Execution
{
    /// <summary>Calls that a task may still make while it leaves its body. A loop that catches everything must not go on for ever.</summary>
    private const int MostCallsWhileLeaving = 10_000;

    private int _callsWhileLeaving;

    /// <summary>The task in the middle of a step; null while the program is being set up.</summary>
    public ExploredTask? Running => Current is { State: TaskState.Ready } task ? task : null;

    /// <summary>A task stands before an operation. Returns when it is its turn to do it.</summary>
    public void Arrive(ExploredTask task, Operation operation)
    {
        if (IsAbandoning)
        {
            if (++_callsWhileLeaving > MostCallsWhileLeaving)
            {
                throw new AbandonedException();
            }

            return;
        }

        // A lock that looks at its own state may still be in the middle of being taken.
        Settle(task, operation.Kind is StepKind.Read or StepKind.Write ? operation.Subject : null);
        task.Pending = operation;
        GiveTurn(task);
    }

    /// <summary>A task has looked at something in vain.</summary>
    public void Spin(ExploredTask task, object subject, int round, CallSite site)
    {
        ThrowIfAbandoning();
        Settle(task, subject);
        task.State = TaskState.Spinning;

        // What it looked at may have changed since it began to look, if that took several steps. In a first round nobody knows when it began.
        var hasLookedInThisStep = ReferenceEquals(task.Pending.Subject, subject);
        task.SpinsSince = hasLookedInThisStep ? Changes - task.Changes : round > 0 ? task.LookedAt : long.MinValue;
        task.Pending = new Operation(StepKind.Look, subject, 0, site);
        GiveTurn(task);
    }

    /// <summary>A task sleeps.</summary>
    public bool Park(ExploredTask task, object subject, TimeSpan timeout, CallSite site)
    {
        ThrowIfAbandoning();
        if (!task.HasPermit && timeout != TimeSpan.Zero)
        {
            Settle(task, subject);
            task.Deadline = Clock.After(timeout);
            task.IsTimeOver = false;
            task.ParkedSince = Steps;
            task.Pending = new Operation(StepKind.Wake, subject, 0, site);
            task.State = TaskState.Parked;
            _stuck.Suspect(task);
            GiveTurn(task);
        }

        var hadPermit = task.HasPermit;
        task.HasPermit = false;
        if (!hadPermit)
        {
            // Whoever gives up after the time has not got what it asked for.
            task.Asked = null;
        }

        return hadPermit;
    }

    /// <summary>A task may run again.</summary>
    public void Unpark(ExploredTask task)
    {
        if (IsAbandoning)
        {
            return;
        }

        var giver = Running;
        CountChange(giver);
        task.HasPermit = true;
        Permitted.Add(task);
        Fingerprint?.Permit(giver, task);
    }

    /// <summary>The program starts a task: a step of whoever does it, for others may run before the new one exists.</summary>
    public SimTask Start(string name, Action body, bool isIdle, LockValidator validator)
    {
        Running?.Point(PointKind.Signal, this, default);
        return Add(name, body, isIdle, validator).Task;
    }

    /// <summary>The program leaves something open.</summary>
    public int Choose(ExploredTask task, int alternatives, object subject)
    {
        if (IsAbandoning || alternatives <= 1)
        {
            return 0;
        }

        Settle(task, subject);
        var choice = _strategy.Choose(this, task, alternatives);
        Trace.Choice(task, choice);
        Fingerprint?.Choice(task, choice);

        // Traces name decisions by the steps of their task, so each needs a number of its own.
        task.Steps++;
        return choice;
    }

    /// <summary>The body of a task has returned or thrown. Its thread asks for the next task itself.</summary>
    public void End(ExploredTask task, Exception? thrown)
    {
        if (!IsAbandoning)
        {
            Settle(task, null);
        }

        task.State = TaskState.Ended;
        if (thrown is not null)
        {
            Fail(ExecutionFailure.Of(task, thrown));
        }
    }

    // What the task asked for it has got, if its next call is about anything else. Unless it was killed: then nobody can tell.
    private static void Settle(ExploredTask task, object? subject)
    {
        if (task.Asked is { } asked && !ReferenceEquals(asked.Subject, subject))
        {
            task.Asked = null;
            if (!task.Task.IsKilled)
            {
                task.Held.Add(asked);
            }
        }
    }

    private void CountChange(ExploredTask? by)
    {
        Changes++;
        if (by is not null)
        {
            by.Changes++;
        }
    }

    private void GiveTurn(ExploredTask task)
    {
        var next = Next();
        if (next != task)
        {
            // There is a next one: this task is not at its end, if only to be abandoned.
            _crew.Wake(next!);
            task.Worker!.Gate.Wait();
        }

        ThrowIfAbandoning();
    }

    private void ThrowIfAbandoning()
    {
        if (IsAbandoning)
        {
            throw new AbandonedException();
        }
    }
}
