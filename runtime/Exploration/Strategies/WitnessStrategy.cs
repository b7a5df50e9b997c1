using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>
/// Holds each task that comes to play a role until all roles are played at once, then lets all go on. If that comes to nothing, the next execution lets a
/// task pass its place once, and so on: the place may be in a loop, or first be reached where it does no harm.
/// </summary>
internal sealed class WitnessStrategy(Witness witness) : Strategy
{
    private readonly int[] _passes = new int[witness.Roles.Count];
    private readonly int[] _arrivals = new int[witness.Roles.Count];
    private readonly int[] _mostArrivals = new int[witness.Roles.Count];
    private readonly ExploredTask?[] _players = new ExploredTask?[witness.Roles.Count];
    private readonly HashSet<(ExploredTask Task, int Role)> _inPlace = [];
    private bool _isComplete;
    private bool _hasBegun;
    private bool _isLetGo;

    public WitnessVerdict Verdict { get; private set; }

    public override bool IsComplete => _isComplete;

    public override bool Begin()
    {
        if (_hasBegun && !NextPasses())
        {
            _isComplete = true;
            return false;
        }

        _hasBegun = true;
        _isLetGo = false;
        Array.Clear(_arrivals);
        Array.Clear(_players);
        _inPlace.Clear();
        return true;
    }

    public override ExploredTask Pick(Execution execution)
    {
        if (execution.Current is { } current)
        {
            Cast(current);
        }

        if (!_isLetGo)
        {
            _isLetGo = Array.TrueForAll(_players, player => player is not null);
            if (_isLetGo && Verdict == WitnessVerdict.NotReached)
            {
                Verdict = WitnessVerdict.Refuted;
            }
        }

        if (_isLetGo)
        {
            return execution.Ordinary();
        }

        var ordinary = execution.Ordinary();
        var free = IsPlaying(ordinary) ? execution.Enabled.Find(task => !IsPlaying(task)) : ordinary;
        if (free is null)
        {
            // Somebody needs what a player holds before he can come to his own place: this way it cannot be.
            _isLetGo = true;
        }

        return free ?? ordinary;
    }

    /// <summary>Whether a failure is the deadlock suspected.</summary>
    public bool IsShown(Execution execution)
    {
        var isShown = execution.Failure is { Kind: FailureKind.Deadlock or FailureKind.PartialDeadlock } failure
            && Array.TrueForAll(_players, player => player is not null && failure.Stuck.Contains(player));
        if (isShown)
        {
            Verdict = WitnessVerdict.Confirmed;
        }

        return isShown;
    }

    private bool IsPlaying(ExploredTask task) => Array.IndexOf(_players, task) >= 0;

    // A task that has just come to a place takes the role, unless it is to pass this time.
    private void Cast(ExploredTask task)
    {
        for (var role = 0; role < _players.Length; role++)
        {
            if (!witness.Roles[role].IsPlayedBy(task))
            {
                _inPlace.Remove((task, role));
                continue;
            }

            if (!_inPlace.Add((task, role)))
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
