using MmRuntime.Exploration.Steps;
using MmRuntime.Exploration.Strategies;
using MmRuntime.Scheduling;

namespace MmRuntime.Exploration;

/// <summary>Runs a program again and again, deciding each time who does which step when, and says in which order it goes wrong.</summary>
/// <remarks>
/// Lock operations, interrupt edges and accesses through <c>SharedWord</c> and <c>Shared&lt;T&gt;</c> are the places where tasks are interleaved. Everything is
/// sequentially consistent: wrong orders of operations are found, missing fences are not.
/// </remarks>
public static class Explorer
{
    /// <summary>Explores a program.</summary>
    /// <param name="program">Makes a world: state, locks and tasks. Called once for each execution.</param>
    /// <param name="options">How; the default mix of strategies, ended by the first failure, unless given.</param>
    /// <exception cref="InvalidOperationException">The seam is off, so there would be nothing to see.</exception>
    public static ExplorationResult Run(Action<World> program, ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ThrowIfBlind();
        options ??= new ExplorationOptions();
        using var session = new Session(program, options);
        return new Search(session, options).Run(StrategyOf(options));
    }

    /// <summary>Runs a program once, as a trace says.</summary>
    /// <param name="program">The program that the trace was taken from.</param>
    /// <param name="trace">The line that a failure printed.</param>
    /// <exception cref="FormatException">The trace is none.</exception>
    /// <exception cref="InvalidOperationException">The seam is off.</exception>
    public static ExplorationResult Replay(Action<World> program, string trace)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(trace);
        ThrowIfBlind();
        var (deviations, digest) = ScheduleTrace.Parse(trace);
        var options = new ExplorationOptions { Minimise = false };
        using var session = new Session(program, options);
        return new Search(session, options).Replay(deviations, digest);
    }

    /// <summary>Leads tasks to the places that a witness names, and says whether they deadlock from there.</summary>
    /// <param name="program">As for <see cref="Run"/>.</param>
    /// <param name="witness">Who is to stand where at the same time.</param>
    /// <param name="options">How many executions at most; strategy and preemptions do not matter.</param>
    /// <exception cref="InvalidOperationException">The seam is off.</exception>
    public static WitnessResult Confirm(Action<World> program, Witness witness, ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(witness);
        ThrowIfBlind();
        options ??= new ExplorationOptions { MaxExecutions = 100 };
        using var session = new Session(program, options);
        var strategy = new WitnessStrategy(witness);
        var result = new Search(session, options).Run(strategy, strategy.IsShown);
        return new WitnessResult(strategy.Verdict, result);
    }

    private static Strategy StrategyOf(ExplorationOptions options) => options.Strategy switch
    {
        SearchStrategy.Random => new RandomStrategy((ulong)options.Seed),
        SearchStrategy.Priorities => new PriorityStrategy((ulong)options.Seed),
        SearchStrategy.Exhaustive => new ExhaustiveStrategy(options.MaxPreemptions, options.IsReduced),
        _ => new MixedStrategy((ulong)options.Seed),
    };

    private static void ThrowIfBlind()
    {
        if (!Seam.On)
        {
            throw new InvalidOperationException(
                $"Nothing can be explored with the seam off: set the MSBuild property MmRuntimeValidate, or {Seam.VariableName}=1, to true.");
        }

        if (SimTask.Current.IsDriven)
        {
            throw new InvalidOperationException("A task that is explored itself cannot explore.");
        }
    }
}
