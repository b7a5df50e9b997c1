using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>
/// Stops each task before it takes the lock of its role, until all have come so far. Then each takes its lock, and all go on. Stopping them behind the lock
/// would keep others from their own places that need it on the way.
/// </summary>
/// <remarks>If that comes to nothing, the next execution lets a task pass its place once, and so on: the place may be in a loop, or first do no harm.</remarks>
internal sealed class WitnessStrategy(Witness witness) : Strategy
{
    private readonly int[] _passes = new int[witness.Roles.Count];
    private readonly int[] _arrivals = new int[witness.Roles.Count];
    private readonly int[] _mostArrivals = new int[witness.Roles.Count];
    private readonly ExploredTask?[] _players = new ExploredTask?[witness.Roles.Count];
    private readonly HashSet<(ExploredTask Task, int Step, int Role)> _seen = [];
    private bool _isComplete;
    private bool _hasBegun;
    private bool _isLetGo;
    private int _taken;

    public WitnessVerdict Verdict { get; private set; }

    public override bool IsComplete => _isComplete;

    public override bool Begin()
    {
        if (_hasBegun && !NextPasses())
        {
            _isComplete = true;
            return false;
        }

        (_hasBegun, _isLetGo, _taken) = (true, false, 0);
        Array.Clear(_arrivals);
        Array.Clear(_players);
        _seen.Clear();
        return true;
    }

    public override ExploredTask Pick(Execution execution)
    {
        if (execution.Current is { State: TaskState.Ready } current)
        {
            Cast(current);
        }

        if (_isLetGo)
        {
            return execution.Ordinary();
        }

        if (Array.TrueForAll(_players, player => player is not null))
        {
            return TakeLocks(execution);
        }

        var ordinary = execution.Ordinary();
        var free = IsPlaying(ordinary) ? execution.Enabled.Find(task => !IsPlaying(task)) : ordinary;

        // If nobody is: somebody needs what a player holds before he can come to his own place. This way it cannot be.
        _isLetGo = free is null;
        return free ?? ordinary;
    }

    /// <summary>Whether a failure is the deadlock suspected.</summary>
    public bool IsShown(Execution execution)
    {
        var isShown = execution.Failure is { Kind: FailureKind.Deadlock or FailureKind.PartialDeadlock or FailureKind.Livelock } failure
            && Array.TrueForAll(_players, player => player is not null && failure.Stuck.Contains(player));
        if (isShown)
        {
            Verdict = WitnessVerdict.Confirmed;
        }

        return isShown;
    }

    private bool IsPlaying(ExploredTask task) => Array.IndexOf(_players, task) >= 0;

    // One step of each player, in which it takes its lock if it can.
    private ExploredTask TakeLocks(Execution execution)
    {
        if (_taken < _players.Length)
        {
            return _players[_taken++]!;
        }

        _isLetGo = true;
        if (Verdict == WitnessVerdict.NotReached && _players.Select((player, role) => witness.Roles[role].IsPlayedBy(player!)).All(isPlayed => isPlayed))
        {
            Verdict = WitnessVerdict.Refuted;
        }

        return execution.Ordinary();
    }

    // A task that has just come to a place takes the role, unless it is to pass this time.
    private void Cast(ExploredTask task)
    {
        for (var role = 0; role < _players.Length; role++)
        {
            if (!witness.Roles[role].IsReachedBy(task) || !_seen.Add((task, task.Steps, role)))
            {
                continue;
            }

            _mostArrivals[role] = Math.Max(_mostArrivals[role], ++_arrivals[role]);
            if (!_isLetGo && _players[role] is null && !IsPlaying(task) && _arrivals[role] > _passes[role])
            {
                _players[role] = task;
            }
        }
    }

    // Counts up like a mileage counter, each digit to the number of times its place was ever reached.
    private bool NextPasses()
    {
        for (var role = 0; role < _passes.Length; role++)
        {
            if (++_passes[role] < _mostArrivals[role])
            {
                return true;
            }

            _passes[role] = 0;
        }

        return false;
    }
}
