using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>
/// Tasks have random priorities and the highest runs, except that a few times in an execution it falls behind all others (PCT). A bug that needs few
/// preemptions is found with a chance that does not vanish in long executions, as it does with a random walk.
/// </summary>
/// <remarks>Where to preempt is drawn from what earlier executions have shown: two of three times by <see cref="NestedPlaces"/>, else anywhere.</remarks>
internal sealed class PriorityStrategy(ulong seed) : Strategy
{
    private const int Highest = 1_000_000;

    private readonly SeededRandom _random = new(seed);
    private readonly NestedPlaces _nested = new(new SeededRandom(Hash.Mix(seed, 0, 0)));
    private readonly List<int> _lengths = [];
    private readonly List<int> _priorities = [];
    private readonly List<(int Task, int Point)> _changes = [];
    private int _executions;
    private int _lowest;

    public override bool Begin()
    {
        _priorities.Clear();
        _changes.Clear();
        _lowest = 0;
        if (_executions++ == 0)
        {
            return true;
        }

        if (_executions % 3 != 0 && _nested.Next() is { } place)
        {
            InterruptAt(place);
        }
        else
        {
            _changes.Add(Anywhere());
            _changes.Add(Anywhere());
        }

        return true;
    }

    public override ExploredTask Pick(Execution execution)
    {
        var enabled = execution.Enabled;
        Draw(execution.Tasks.Count);
        if (execution.Current is { } current && (_changes.Remove((current.Index, current.Points)) || HasGivenWay(execution, current)))
        {
            _priorities[current.Index] = --_lowest;
        }

        var best = enabled[0];
        for (var i = 1; i < enabled.Count; i++)
        {
            best = _priorities[enabled[i].Index] > _priorities[best.Index] ? enabled[i] : best;
        }

        return best;
    }

    public override void Step(Execution execution, ExploredTask task)
    {
        if (task.Pending.Kind == StepKind.Acquire && task.Held.Count > 0)
        {
            // This one is counted already; a change is looked up before.
            _nested.See(task, task.Points - 1);
        }
    }

    public override int Choose(Execution execution, ExploredTask task, int alternatives) => _random.Below(alternatives);

    public override void End(Execution execution)
    {
        foreach (var task in execution.Tasks)
        {
            while (_lengths.Count <= task.Index)
            {
                _lengths.Add(0);
            }

            _lengths[task.Index] = Math.Max(_lengths[task.Index], task.Points);
        }
    }

    // Who spins or yields falls behind too, so that two who do cannot keep out a third. Who sleeps keeps its place.
    private static bool HasGivenWay(Execution execution, ExploredTask current) => !execution.IsCurrentWilling && current.State is TaskState.Ready or TaskState.Spinning;

    // Its task runs up to there. Before it comes another one, which is interrupted before the lock that the two contend for, if that is known, or anywhere:
    // what it does at its beginning is what else would keep it from getting to the place where the two meet.
    private void InterruptAt(NestedPlaces.Place place)
    {
        Draw(_lengths.Count);
        _changes.Add((place.Task, place.Point));
        _priorities[place.Task] = Highest;
        if (place.Other is { } other)
        {
            _changes.Add(other);
            _priorities[other.Task] = Highest + 1;
        }
        else if (_lengths.Count > 1 && _random.Below(2) == 0)
        {
            var task = (place.Task + 1 + _random.Below(_lengths.Count - 1)) % _lengths.Count;
            _changes.Add((task, _random.Below(Math.Max(1, _lengths[task]))));
            _priorities[task] = Highest + 1;
        }
    }

    private void Draw(int count)
    {
        while (_priorities.Count < count)
        {
            _priorities.Add(_random.Below(Highest));
        }
    }

    private (int Task, int Point) Anywhere()
    {
        var place = _random.Below(Math.Max(1, _lengths.Sum()));
        var task = 0;
        while (task < _lengths.Count - 1 && place >= _lengths[task])
        {
            place -= _lengths[task++];
        }

        return (task, place);
    }
}
