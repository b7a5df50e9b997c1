using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>
/// Every schedule with at most so many preemptions, first those with none, then those with one, and so on: bugs that need few come first, and when a round
/// has left nothing out for lack of preemptions, everything has been seen.
/// </summary>
/// <remarks>
/// Two reductions. With any number of preemptions, <see cref="SleepSet"/>: one schedule of those that differ only in the order of independent steps. With a
/// bound that would lose some, for the schedule kept may need one preemption more than allowed. So then: a state that was reached before is not gone on from
/// again, if it was reached with the same task running and at least as many preemptions left. All that can follow depends on just these three.
/// </remarks>
internal sealed class ExhaustiveStrategy(int? preemptions, bool isReduced) : Strategy
{
    private readonly List<Node> _path = [];
    private readonly SleepSet? _sleep = isReduced && preemptions is null ? new SleepSet() : null;
    private readonly Dictionary<ulong, int> _seen = [];
    private int _position;
    private int _bound = -1;
    private bool _hasLeftOut;
    private bool _isCovered;
    private bool _isComplete;

    public override bool UsesFingerprints => isReduced && preemptions is not null;

    public override bool IsComplete => _isComplete;

    public override bool IsRepetition => _isCovered;

    public override int? CompleteTo => _hasLeftOut ? _bound : null;

    public override bool Begin()
    {
        _position = 0;
        _isCovered = false;
        _sleep?.Restart();
        if (_bound < 0 || !Backtrack())
        {
            return BeginRound();
        }

        return true;
    }

    public override ExploredTask Pick(Execution execution)
    {
        if (_isCovered)
        {
            return execution.Ordinary();
        }

        _sleep?.Follow(execution);
        var left = _bound - execution.Preemptions;
        var isNew = _position == _path.Count;
        if (isNew && IsSeenBefore(execution, left))
        {
            // To its end by the ordinary way, which costs less than to take every task out of the middle of something.
            _isCovered = true;
            return execution.Ordinary();
        }

        if (execution.Enabled.Count == 1)
        {
            return execution.Enabled[0];
        }

        if (execution.IsCurrentWilling && left == 0)
        {
            _hasLeftOut = true;
            return execution.Current!;
        }

        if (isNew)
        {
            _path.Add(Branch(execution, left));
        }

        return Take(execution, _path[_position++]);
    }

    public override void Step(Execution execution, ExploredTask task) => _sleep?.Chosen(task);

    public override int Choose(Execution execution, ExploredTask task, int alternatives)
    {
        if (_isCovered)
        {
            return 0;
        }

        if (_position == _path.Count)
        {
            _path.Add(new Node([.. Enumerable.Range(0, alternatives).Select(value => new Option(value, 0, 0, IsKnown: false))]));
        }

        return _path[_position++].Taken.Value;
    }

    private static ulong Key(ulong sum, ulong running) => Hash.Mix(sum, running, 0);

    private bool BeginRound()
    {
        var isLast = _bound >= 0 && (!_hasLeftOut || _bound == preemptions);
        if (isLast)
        {
            _isComplete = true;
            return false;
        }

        _bound = preemptions is null ? int.MaxValue : _bound + 1;
        _hasLeftOut = false;
        _path.Clear();
        _seen.Clear();
        return true;
    }

    // The deepest decision with an option that leads to something new.
    private bool Backtrack()
    {
        while (_path.Count > 0)
        {
            var node = _path[^1];
            while (node.MoveOn())
            {
                var option = node.Taken;
                if (!option.IsKnown || !IsSeen(option.Sum, option.Identity, option.Left))
                {
                    return true;
                }
            }

            _path.RemoveAt(_path.Count - 1);
        }

        return false;
    }

    private bool IsSeenBefore(Execution execution, int left)
    {
        if (_sleep is not null)
        {
            return _sleep.HoldsAll(execution.Enabled);
        }

        if (execution.Fingerprint is not { } fingerprint)
        {
            return false;
        }

        var running = execution.IsCurrentWilling ? execution.Current!.Identity : 0;
        if (IsSeen(fingerprint.Sum, running, left))
        {
            return true;
        }

        _seen[Key(fingerprint.Sum, running)] = left;
        return false;
    }

    // With nobody running, every task may go on for nothing: that covers every case in which one runs.
    private bool IsSeen(ulong sum, ulong running, int left) =>
        (_seen.TryGetValue(Key(sum, running), out var best) && best >= left) || (_seen.TryGetValue(Key(sum, 0), out best) && best >= left);

    private ExploredTask Take(Execution execution, Node node)
    {
        var index = node.Taken.Value;
        _sleep?.Enter(node.Before, node.Entry);
        return execution.Enabled.Find(task => task.Index == index)
            ?? throw new InvalidOperationException("The program does not do the same when it is run the same way: it must not depend on time, chance or earlier runs.");
    }

    private Node Branch(Execution execution, int left)
    {
        var first = execution.Ordinary();
        var options = new List<Option>(execution.Enabled.Count);
        foreach (var task in execution.Enabled)
        {
            if (_sleep is not null && _sleep.Holds(task))
            {
                continue;
            }

            var leftThen = execution.IsCurrentWilling && task != execution.Current ? left - 1 : left;
            var sum = execution.Fingerprint?.After(task) ?? 0;
            var option = new Option(task.Index, leftThen, sum, IsKnown: execution.Fingerprint is not null) { Identity = task.Identity };
            options.Insert(task == first ? 0 : options.Count, option);
        }

        return new Node(options);
    }

    /// <summary>One way to go on.</summary>
    /// <param name="Value">Index of the task, or the choice.</param>
    /// <param name="Left">Preemptions left afterwards.</param>
    /// <param name="Sum">Fingerprint afterwards.</param>
    /// <param name="IsKnown">Whether it is known.</param>
    private readonly record struct Option(int Value, int Left, ulong Sum, bool IsKnown)
    {
        public ulong Identity { get; init; }
    }

    /// <summary>A decision on the way to the current execution.</summary>
    private sealed class Node(List<Option> options)
    {
        private int _index;

        public Option Taken => options[_index];

        /// <summary>The option taken, as far as sleep sets want to know it.</summary>
        public SleepSet.Entry Entry { get; private set; } = new(options[0].Value);

        /// <summary>Options that have been looked at.</summary>
        public List<SleepSet.Entry> Before { get; } = [];

        public bool MoveOn()
        {
            Before.Add(Entry);
            if (++_index == options.Count)
            {
                return false;
            }

            Entry = new SleepSet.Entry(Taken.Value);
            return true;
        }
    }
}
