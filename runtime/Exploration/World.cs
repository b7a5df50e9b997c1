using System.Runtime.CompilerServices;
using MmRuntime.Exploration.Steps;
using MmRuntime.Scheduling;

namespace MmRuntime.Exploration;

/// <summary>One execution's world, as the program that is explored sees it: made anew for each, so everything in it starts fresh.</summary>
/// <remarks>
/// The program is called once for each execution, on any thread of the exploration. It makes its locks and state, starts tasks and returns; then the tasks
/// run. It must do the same every time: no clock but <see cref="Time"/>, no chance but <see cref="Choose"/>, no state from outside.
/// </remarks>
public sealed class World
{
    private readonly Execution _execution;
    private readonly List<Action> _checks = [];

    internal World(Execution execution) => _execution = execution;

    /// <summary>A clock that moves only when no task can run, to the next timeout or timer.</summary>
    public TimeProvider Time => _execution.Clock;

    /// <summary>Starts a task. It must come to its end, or the execution has failed.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="body">What it does.</param>
    public void Start(string name, Action body) => Add(name, body, isIdle: false);

    /// <summary>Starts a task that serves others: the execution may end while it waits.</summary>
    /// <inheritdoc cref="Start"/>
    public void StartService(string name, Action body) => Add(name, body, isIdle: true);

    /// <summary>Something to be looked at when all tasks have ended; what it throws is a failure of the execution.</summary>
    public void AtEnd(Action check)
    {
        ArgumentNullException.ThrowIfNull(check);
        _checks.Add(check);
    }

    /// <summary>Claims something, in a task or at the end. If it is not so, the execution has failed.</summary>
    /// <exception cref="CheckFailedException">It is not so.</exception>
#pragma warning disable CA1822 // Read as part of the world, next to Start and AtEnd.
    public void Check(bool isTrue, [CallerArgumentExpression(nameof(isTrue))] string claim = "")
#pragma warning restore CA1822
    {
        if (!isTrue)
        {
            throw new CheckFailedException($"not so: {claim}");
        }
    }

    /// <summary>Leaves something open that each execution decides: an allocation may fail, an interrupt may come. 0 is the ordinary way.</summary>
    /// <param name="alternatives">How many ways there are.</param>
    public int Choose(int alternatives) => SimTask.Current.Driver.Choose(alternatives, this, default);

    /// <summary>Looks at the end, after all tasks.</summary>
    internal void RunChecks()
    {
        foreach (var check in _checks)
        {
            check();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "world";

    private void Add(string name, Action body, bool isIdle)
    {
        ArgumentNullException.ThrowIfNull(body);
        _ = _execution.Start(name, body, isIdle, _execution.Validator);
    }
}
