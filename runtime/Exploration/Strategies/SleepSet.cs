using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>
/// Tasks that need not do their next step yet: it was looked at what comes of doing it earlier, and nothing has happened since that depends on it. Each
/// schedule that lets one of them go on is the same as one that was explored.
/// </summary>
internal sealed class SleepSet
{
    private readonly List<Entry> _entries = [];
    private Entry? _taken;
    private Operation _operation;
    private ExploredTask? _last;

    /// <summary>A new execution begins.</summary>
    public void Restart()
    {
        _entries.Clear();
        (_taken, _last) = (null, null);
    }

    /// <summary>A decision is about to be taken.</summary>
    /// <param name="before">Options of it that have been looked at.</param>
    /// <param name="taken">The option taken now.</param>
    public void Enter(List<Entry> before, Entry taken)
    {
        _taken = taken;
        _entries.AddRange(before);
    }

    /// <summary>Takes out whoever the last step matters to. Called before each decision.</summary>
    public void Follow(Execution execution)
    {
        if (_last is { } last)
        {
            _entries.RemoveAll(entry => Wakes(execution, entry, last));
            _taken?.Permits.UnionWith(execution.Permitted.Select(task => task.Index));
        }

        (_last, _taken) = (null, null);
    }

    /// <summary>Notes who goes on from a decision.</summary>
    public void Chosen(ExploredTask task) => (_last, _operation) = (task, task.Pending);

    /// <summary>Whether a task is asleep.</summary>
    public bool Holds(ExploredTask task) => _entries.Exists(entry => entry.Task == task.Index);

    /// <summary>Whether all are.</summary>
    public bool HoldsAll(List<ExploredTask> tasks) => _entries.Count > 0 && tasks.TrueForAll(Holds);

    private bool Wakes(Execution execution, Entry entry, ExploredTask last)
    {
        var sleeper = execution.Tasks[entry.Task];
        return sleeper == last || _operation.DependsOn(sleeper.Pending) || execution.Permitted.Contains(sleeper) || entry.Permits.Contains(last.Index);
    }

    /// <summary>A task whose step was looked at, and whom that step permitted to run.</summary>
    internal sealed class Entry(int task)
    {
        public int Task => task;

        public HashSet<int> Permits { get; } = [];
    }
}
