using MmAnalyzers.Engine.Ordering;
using MmRuntime.Exploration.Reports;

namespace MmRuntime.Exploration.Steps;

/// <summary>Tasks of an execution that wait and will not be woken.</summary>
internal sealed class StuckTasks(Execution execution)
{
    private List<ExploredTask> _suspects = [];
    private int _suspectedSince;

    /// <summary>A task has gone to sleep: with it, tasks may wait for each other in a circle.</summary>
    public void Suspect(ExploredTask task)
    {
        if (_suspects.Count == 0 && FindCircle(task, task, []) is { } circle)
        {
            (_suspects, _suspectedSince) = (circle, execution.Steps);
        }
    }

    /// <summary>Whether it is time to say something, although not everybody is stuck.</summary>
    /// <param name="limits">How long an execution may be.</param>
    /// <param name="canAnyoneRun">Whether there is anybody who could still wake them.</param>
    public ExecutionFailure? Confirm(ExecutionLimits limits, bool canAnyoneRun)
    {
        if (_suspects.Exists(task => !IsAsleepForGood(task)))
        {
            _suspects = [];
        }

        if (!canAnyoneRun)
        {
            return null;
        }

        if (_suspects.Count > 0 && execution.Steps - _suspectedSince >= ExecutionLimits.Patience)
        {
            return OfCircle(FailureKind.PartialDeadlock, _suspects, _suspects) is { } told
                ? told with { Headline = $"{told.Headline}; others run on" }
                : Partial(_suspects);
        }

        if (execution.Steps < limits.Steps)
        {
            return null;
        }

        // Whoever has slept for half of a very long time is not going to be woken either.
        var sleepers = execution.Tasks.FindAll(task => !task.IsIdle && IsAsleepForGood(task) && task.ParkedSince < limits.Steps / 2);
        return sleepers.Count > 0
            ? Partial(sleepers)
            : new ExecutionFailure(FailureKind.Livelock, $"{Names(execution.Enabled)} still run after {limits.Steps} steps", Lines(execution.Enabled));
    }

    /// <summary>Nobody can run, nothing will happen by itself, and somebody should not have stopped here.</summary>
    public ExecutionFailure Everybody()
    {
        var stuck = execution.Tasks.FindAll(task => task.State is TaskState.Parked or TaskState.Spinning);
        var needed = stuck.FindAll(task => !task.IsIdle);
        if (needed.Exists(task => task.State == TaskState.Spinning))
        {
            return new ExecutionFailure(FailureKind.Livelock, $"{Names(needed)} look again and again at what nobody changes any more", Lines(stuck)) { Stuck = needed };
        }

        var lost = needed.FindAll(task => LostSignal(task) is not null);
        if (lost.Count > 0 && needed.TrueForAll(task => FindCircle(task, task, []) is null))
        {
            var headline = $"{Names(lost)} {(lost.Count == 1 ? "waits" : "wait")} for what was signalled before";
            return new ExecutionFailure(FailureKind.LostWakeup, headline, Lines(stuck)) { Stuck = needed };
        }

        // Those in the circle first: the others only wait behind them.
        var circle = needed.Select(task => FindCircle(task, task, [])).FirstOrDefault(found => found is not null);
        return OfCircle(FailureKind.Deadlock, circle, stuck)
            ?? new ExecutionFailure(FailureKind.Deadlock, $"{Names(needed)} {(needed.Count == 1 ? "waits" : "wait")} for ever", Lines(stuck)) { Stuck = circle ?? needed };
    }

    // In the words of the validator and the analyzers. The same circle, met at another of its tasks, is told alike.
    private ExecutionFailure? OfCircle(FailureKind kind, List<ExploredTask>? circle, List<ExploredTask> stuck)
    {
        if (circle is not { Count: > 1 })
        {
            return null;
        }

        var first = circle.IndexOf(circle.MinBy(task => task.Index)!);
        var tasks = circle.Skip(first).Concat(circle.Take(first)).ToList();
        var told = new List<string>();
        var rows = new List<(string Task, string Held, string Wanted)>();
        for (var i = 0; i < tasks.Count; i++)
        {
            // What the task before it waits for.
            var subject = tasks[(i + tasks.Count - 1) % tasks.Count].Pending.Subject!;
            var held = tasks[i].Held.FindLast(one => ReferenceEquals(one.Subject, subject));
            var (wanted, at) = (Wording.NameOf(tasks[i].Pending.Subject!), tasks[i].Asked!.Value.Site);
            rows.Add((tasks[i].ToString(), Wording.NameOf(subject), wanted));
            told.Add(Story.Thread(rows[i].Task, (rows[i].Held, Wording.InStory(held.Site)), (wanted, Wording.InStory(at))));
        }

        return new ExecutionFailure(kind, Story.Prefix + Story.Threads(told), Lines(stuck)) { Stuck = tasks, Circle = rows };
    }

    private static bool IsAsleepForGood(ExploredTask task) => task is { State: TaskState.Parked, HasPermit: false, IsTimeOver: false, Deadline: long.MaxValue };

    private static string Names(IEnumerable<ExploredTask> tasks) => Wording.List(tasks.Select(task => task.ToString()).Order(StringComparer.Ordinal));

    // Holders of what the task waits for, and of what they wait for, until that is the first task again.
    private List<ExploredTask>? FindCircle(ExploredTask task, ExploredTask first, HashSet<ExploredTask> seen)
    {
        if (!IsAsleepForGood(task) || task.Asked is not { } asked || !ReferenceEquals(asked.Subject, task.Pending.Subject) || !seen.Add(task))
        {
            return null;
        }

        foreach (var holder in execution.Tasks.Where(other => other.Held.Exists(held => !held.IsPassedOn && ReferenceEquals(held.Subject, asked.Subject))))
        {
            if (holder == first)
            {
                return [task];
            }

            if (FindCircle(holder, first, seen) is { } rest)
            {
                rest.Insert(0, task);
                return rest;
            }
        }

        return null;
    }

    private ExecutionFailure Partial(List<ExploredTask> tasks) =>
        new(FailureKind.PartialDeadlock, $"{Names(tasks)} {(tasks.Count == 1 ? "waits" : "wait")} for ever while others run", Lines(tasks)) { Stuck = tasks };

    private (int Step, ExploredTask Task, Operation Operation)? LostSignal(ExploredTask task) =>
        task.Asked is null && execution.Signals.TryGetValue(task.Pending.Subject!, out var signal) && signal.Step <= task.ParkedSince && signal.Task != task ? signal : null;

    // Locks got by a try: points tell of the attempt only. What is waited for is on the validator's stack already.
    private static List<string> OnlyValidatorKnows(ExploredTask task)
    {
        var lines = new List<string>();
        foreach (var held in task.Task.Held.Entries)
        {
            var site = new CallSite(held.File, held.Line);
            if (!held.IsMark && site != task.Pending.Site && site != task.Asked?.Site && !task.Held.Exists(known => known.Site == site))
            {
                lines.Add($"'{held.Lock.Class.Name}'{(!string.IsNullOrEmpty(held.File) ? $", acquired{Wording.At(site)}" : string.Empty)}");
            }
        }

        return lines;
    }

    private List<string> Lines(IEnumerable<ExploredTask> tasks) => [.. tasks.SelectMany(Lines)];

    private IEnumerable<string> Lines(ExploredTask task)
    {
        var wait = task.State switch
        {
            TaskState.Parked => "waits for",
            TaskState.Spinning => "looks again at",
            _ => "can run, at",
        };
        var subject = task.Pending.Subject is { } waited ? $" '{Wording.NameOf(waited)}'" : " its beginning";
        yield return $"'{task}' {wait}{subject}{Wording.At(task.Pending.Site)}";
        foreach (var held in task.Held)
        {
            yield return $"    holds {held}";
        }

        foreach (var held in OnlyValidatorKnows(task))
        {
            yield return $"    holds {held}";
        }

        if (task.Asked is null && task.State == TaskState.Parked && LostSignal(task) is { } signal)
        {
            yield return $"    '{signal.Task}' signalled it{Wording.At(signal.Operation.Site)}, before the wait began";
        }

        foreach (var holder in execution.Tasks.Where(other => other.State == TaskState.Ended && other.Held.Exists(held => ReferenceEquals(held.Subject, task.Pending.Subject))))
        {
            yield return $"    '{holder}' held it when it ended";
        }
    }
}
