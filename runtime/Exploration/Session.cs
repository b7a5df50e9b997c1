using MmRuntime.Exploration.Steps;
using MmRuntime.Exploration.Strategies;
using MmRuntime.Lockdep;

namespace MmRuntime.Exploration;

/// <summary>Threads and tables for many executions of one program.</summary>
internal sealed class Session(Action<World> program, ExplorationOptions options) : IDisposable
{
    private readonly Crew _crew = new();
    private readonly CollectingSink _sink = new();
    private ExecutionLimits? _limits;
    private SetupDriver? _setup;

    /// <summary>What the validator has said, if it is the session's own.</summary>
    public IReadOnlyList<LockdepReport> LockdepReports => _sink.Reports;

    /// <summary>How often the turn has gone from one thread to another.</summary>
    public long Switches => _crew.Switches;

    // One for all executions: what is the same in each is examined once.
    private ExecutionLimits Limits => _limits ??= new(options.MaxSteps, options.Validator ?? new LockValidator(_sink));

    /// <summary>Runs executions until the strategy or the receiver has had enough.</summary>
    /// <param name="strategy">Decides.</param>
    /// <param name="onEnd">Looks at an execution that is over; false to end.</param>
    /// <param name="isLogged">Whether executions keep their steps.</param>
    public void Run(Strategy strategy, Func<Execution, bool> onEnd, bool isLogged = false)
    {
        Execution? execution = null;
        World? world = null;
        _crew.Run(() =>
        {
            if (execution is not null && !IsToGoOn(execution, world!, strategy, onEnd))
            {
                return null;
            }

            if (!strategy.Begin())
            {
                return null;
            }

            execution = new Execution(_crew, strategy, Limits) { Log = isLogged ? [] : null };
            world = new World(execution);
            AsSetUp(execution, () => program(world));
            return execution;
        });
    }

    /// <summary>Runs one execution by a trace.</summary>
    public Execution Replay(IEnumerable<ScheduleTrace.Deviation> deviations, bool isLogged = false)
    {
        Execution? replayed = null;
        Run(
            new ReplayStrategy(deviations),
            execution =>
            {
                replayed = execution;
                return true;
            },
            isLogged);
        return replayed!;
    }

    public void Dispose() => _crew.Dispose();

    // One task for all executions: it only stands for "nobody of them".
    private void AsSetUp(Execution execution, Action body)
    {
        _setup ??= new SetupDriver(Limits.Validator);
        _setup.Execution = execution;
        _setup.Run(body);
    }

    private bool IsToGoOn(Execution execution, World world, Strategy strategy, Func<Execution, bool> onEnd)
    {
        if (execution.HasRunToEnd)
        {
            AsSetUp(execution, () => execution.Judge(world.RunChecks));
        }

        strategy.End(execution);
        return onEnd(execution);
    }
}
