using MmRuntime.Exploration.Strategies;
using MmRuntime.Lockdep;

namespace MmRuntime.Exploration.Steps;

/// <summary>One run of the program from its beginning: tasks of which one at a time does a step, as a strategy decides.</summary>
/// <remarks>
/// Everything here happens on the thread that has the turn; handing the turn over orders it for the next. A step begins with the operation before which its
/// task stands, and lasts to the task's next call of its driver.
/// </remarks>
internal sealed partial class Execution
{
    private readonly Crew _crew;
    private readonly Strategy _strategy;
    private readonly ExecutionLimits _limits;
    private readonly StuckTasks _stuck;

    public Execution(Crew crew, Strategy strategy, ExecutionLimits limits)
    {
        (_crew, _strategy, _limits) = (crew, strategy, limits);
        _stuck = new StuckTasks(this);
        Clock = new VirtualClock(this);
        Fingerprint = strategy.UsesFingerprints ? limits.Fingerprint.Restart() : null;
    }

    public List<ExploredTask> Tasks { get; } = [];

    /// <summary>Tasks that can do a step, by index. Valid while the strategy decides.</summary>
    public List<ExploredTask> Enabled { get; } = [];

    /// <summary>The task that did the last step; null before the first.</summary>
    public ExploredTask? Current { get; private set; }

    /// <summary>Whether taking the turn from <see cref="Current"/> would interrupt it: it could go on and has not asked others to.</summary>
    public bool IsCurrentWilling { get; private set; }

    public VirtualClock Clock { get; }

    /// <summary>Who learns from the locks of the tasks.</summary>
    public LockValidator Validator => _limits.Validator;

    /// <summary>What tells apart states that differ, for strategies that want it.</summary>
    public StateFingerprint? Fingerprint { get; }

    public int Steps { get; private set; }

    /// <summary>How often the turn was taken from a task that could have gone on.</summary>
    public int Preemptions { get; private set; }

    /// <summary>What is different from the ordinary schedule.</summary>
    public ScheduleTrace Trace { get; } = new();

    /// <summary>What went wrong.</summary>
    public ExecutionFailure? Failure { get; private set; }

    /// <summary>Whether it is judged, and tasks only leave their bodies.</summary>
    public bool IsAbandoning { get; private set; }

    /// <summary>Steps in order, if somebody wants to see them.</summary>
    public List<(ExploredTask Task, Operation Operation)>? Log { get; init; }

    /// <summary>What was last signalled where, in steps; tells lost wakeups.</summary>
    public Dictionary<object, (int Step, ExploredTask Task, Operation Operation)> Signals { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Who was given a permit in the last step.</summary>
    public List<ExploredTask> Permitted { get; } = [];

    /// <summary>How often something has changed that a spinning task could wait for.</summary>
    public long Changes { get; private set; }

    /// <summary>A new task; it runs when the strategy says so.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="body">What it does.</param>
    /// <param name="isIdle">Whether the execution may end while it waits, until it says otherwise.</param>
    /// <param name="validator">Who learns from its locks.</param>
    public ExploredTask Add(string name, Action body, bool isIdle, LockValidator validator)
    {
        var task = new ExploredTask(this, Tasks.Count, name, body, validator) { IsIdle = isIdle };
        task.Identity = task.History = Fingerprint?.Bear(Running, Tasks.Count) ?? 0;
        Tasks.Add(task);
        return task;
    }

    /// <summary>A timer is due: its callback becomes a task.</summary>
    public void AddTimer(VirtualTimer timer)
    {
        var task = new ExploredTask(this, Tasks.Count, "timer", timer.Fire(), Validator);
        task.Identity = task.History = StateFingerprint.Bear(timer.Identity, Clock.Now);
        Tasks.Add(task);
    }

    /// <summary>Who goes on in the ordinary schedule: the current task if it is willing, else the next one in order that can.</summary>
    public ExploredTask Ordinary()
    {
        if (IsCurrentWilling)
        {
            return Current!;
        }

        var after = Current?.Index ?? -1;
        foreach (var task in Enabled)
        {
            if (task.Index > after)
            {
                return task;
            }
        }

        return Enabled[0];
    }

    /// <summary>Decides who does the next step, and begins it.</summary>
    /// <returns>The task; null if the execution is over.</returns>
    public ExploredTask? Next()
    {
        if (IsAbandoning)
        {
            return NextToAbandon();
        }

        if (!FindEnabled())
        {
            return NextToAbandon();
        }

        IsCurrentWilling = Current is { } current && current.State != TaskState.Spinning && current.Pending.Kind != StepKind.Yield && Enabled.Contains(current);
        var ordinary = Ordinary();
        var chosen = _strategy.Pick(this);
        if (chosen is null)
        {
            IsAbandoning = true;
            return NextToAbandon();
        }

        if (chosen != ordinary)
        {
            Trace.Switch(Current, chosen);
        }

        if (IsCurrentWilling && chosen != Current)
        {
            Preemptions++;
        }

        Current = chosen;
        BeginStep(chosen);
        return chosen;
    }

    /// <summary>Ends the execution with a finding. The first one counts.</summary>
    public void Fail(ExecutionFailure failure)
    {
        if (!IsAbandoning)
        {
            Failure = failure;
            IsAbandoning = true;
        }
    }

    /// <summary>Whether all tasks have done what they had to, so that the outcome may be looked at.</summary>
    public bool HasRunToEnd => Failure is null && Tasks.TrueForAll(task => task.IsIdle || task.State == TaskState.Ended);

    /// <summary>Looks at the outcome; what is thrown is a finding.</summary>
    public void Judge(Action check)
    {
        try
        {
            check();
        }
#pragma warning disable CA1031 // As for what tasks throw.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failure = ExecutionFailure.Of(null, exception);
        }
    }

    // False if the execution is over.
    private bool FindEnabled()
    {
        for (; ; )
        {
            Enabled.Clear();
            var isAnyoneNeeded = false;
            foreach (var task in Tasks)
            {
                isAnyoneNeeded |= !task.IsIdle && task.State != TaskState.Ended;
                if (task.CanRun(Changes))
                {
                    Enabled.Add(task);
                }
            }

            if (_stuck.Confirm(_limits, Enabled.Count > 0) is { } failure)
            {
                Fail(failure);
                return false;
            }

            if (Enabled.Count > 0)
            {
                return true;
            }

            if (!isAnyoneNeeded)
            {
                // Services may wait for ever; nothing they wait for will come.
                IsAbandoning = true;
                return false;
            }

            if (!Clock.Advance())
            {
                Fail(_stuck.Everybody());
                return false;
            }

            CountChange(by: null);
            Fingerprint?.Advance(Tasks, Clock.Now);
        }
    }

    private ExploredTask? NextToAbandon()
    {
        if (Current is { State: not (TaskState.New or TaskState.Ended) })
        {
            return Current;
        }

        return Current = Tasks.Find(task => task.State is not (TaskState.New or TaskState.Ended));
    }

    private void BeginStep(ExploredTask task)
    {
        var operation = task.Pending;
        Steps++;
        task.Steps++;
        task.Points += operation.Kind is StepKind.Wake or StepKind.Look ? 0 : 1;
        task.State = TaskState.Ready;
        Permitted.Clear();
        Trace.Note(task, operation);
        Log?.Add((task, operation));
        Fingerprint?.Step(task);
        _strategy.Step(this, task);
        if (operation.ChangesSomething)
        {
            CountChange(task);
        }

        switch (operation.Kind)
        {
            case StepKind.Acquire:
                task.Asked = new HeldSubject(operation.Subject!, operation.Site, task.Points - 1, IsPassedOn: false);
                break;
            case StepKind.Release:
                RemoveHeld(task, operation.Subject!);
                break;
            case StepKind.Pass:
                PassOn(task, operation.Subject!);
                break;
            case StepKind.Look:
                task.LookedAt = Changes - task.Changes;
                break;
            case StepKind.Signal:
                Signals[operation.Subject!] = (Steps, task, operation);
                break;
        }
    }

    private static void RemoveHeld(ExploredTask task, object subject)
    {
        var index = task.Held.FindLastIndex(held => ReferenceEquals(held.Subject, subject));
        if (index >= 0)
        {
            task.Held.RemoveAt(index);
        }
    }

    private static void PassOn(ExploredTask task, object subject)
    {
        var index = task.Held.FindLastIndex(held => ReferenceEquals(held.Subject, subject));
        if (index >= 0)
        {
            task.Held[index] = task.Held[index] with { IsPassedOn = true };
        }
    }
}
