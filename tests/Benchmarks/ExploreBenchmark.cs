using System.Globalization;
using System.Runtime.CompilerServices;
using MmAnalyzers.Benchmarks.CommandLine;
using MmAnalyzers.Benchmarks.Explore;
using MmAnalyzers.Benchmarks.Measuring;
using MmAnalyzers.Benchmarks.Reports;
using MmRuntime.Exploration;

namespace MmAnalyzers.Benchmarks;

/// <summary>The benchmark <c>explore</c>: what an execution costs, how soon a hidden deadlock is found, how many executions a protocol takes.</summary>
internal sealed class ExploreBenchmark(ExploreOptions options, TextWriter output, TextWriter progress)
{
    private const int Patience = 100;
    private const int Repeats = 9;
    private const int Executions = 3_000;

    private readonly List<Entry> _entries = [];

    /// <summary>Runs it and writes what it found; answers the exit code.</summary>
    public static int Run(ExploreOptions options, TextWriter output, TextWriter progress)
    {
        // Before the first type of the runtime is met: it looks once.
        AppContext.SetSwitch("MmRuntime.Validate", true);
        return new ExploreBenchmark(options, output, progress).Measure();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Measure()
    {
        MeasureCost();
        MeasureHidden();
        MeasureProtocols();
        return FigureList.Finish(_entries, options.Json, output);
    }

    // The same locks by one task, which never waits for a thread, and by two at random.
    private void MeasureCost()
    {
        progress.WriteLine("cost of an execution");
        var (plain, perSwitch, mixed) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i <= Repeats; i++)
        {
            var (alone, _) = Explore(Abba.BuildAlone, SearchStrategy.Random, i);
            var (together, switches) = Explore(Abba.BuildInOrder, SearchStrategy.Random, i);
            var (mix, _) = Explore(Abba.BuildInOrder, SearchStrategy.Mixed, i);
            if (i > 0)
            {
                plain.Add(alone / Executions);
                perSwitch.Add((together - alone) / switches);
                mixed.Add(mix / Executions);
            }
        }

        output.WriteLine("| two locks taken twice | us of processor time |");
        output.WriteLine("|---|---:|");
        Row("an execution without a switch of threads", Series.Quantile(plain, 0.5));
        Row("a switch of threads", Series.Quantile(perSwitch, 0.5));
        Row("an execution of two tasks by the default mix", Series.Quantile(mixed, 0.5));
        _entries.Add(Entry.Figure("explore.executions_per_s", 1_000_000 / Series.Quantile(mixed, 0.5), "1/s"));
        _entries.Add(Entry.Figure("explore.us_per_execution", Series.Quantile(plain, 0.5), "us"));
        _entries.Add(Entry.Figure("explore.us_per_switch", Series.Quantile(perSwitch, 0.5), "us"));
    }

    private static (double Microseconds, long Switches) Explore(Action<World> program, SearchStrategy strategy, int seed)
    {
        var switches = 0L;
        var cost = Cost.Of(() => switches =
            Explorer.Run(program, new ExplorationOptions { Strategy = strategy, Seed = seed, MaxExecutions = Executions }).ThreadSwitches);
        return (cost.Milliseconds * 1_000, switches);
    }

    private void MeasureHidden()
    {
        progress.WriteLine($"{options.Seeds} hidden deadlocks");
        var needed = new List<double>();
        var (found, witnessed, most) = (0, 0, 0);
        for (var seed = 0; seed < options.Seeds; seed++)
        {
            var program = new HiddenAbba(seed);
            var result = Explorer.Run(program.Build, new ExplorationOptions { Seed = seed, MaxExecutions = 10 * Patience, Minimise = false });
            needed.Add(result.Executions);
            found += !result.IsPassed && result.Executions <= Patience ? 1 : 0;
            var witness = Explorer.Confirm(program.Build, program.Witness);
            witnessed += witness.Verdict == WitnessVerdict.Confirmed ? 1 : 0;
            most = Math.Max(most, witness.Executions);
        }

        output.WriteLine();
        output.WriteLine($"| a deadlock of two tasks hidden among forty locks, {options.Seeds} seeds | executions |");
        output.WriteLine("|---|---:|");
        Row("default mix, median", Series.Quantile(needed, 0.5));
        Row("default mix, 99 of 100 seeds", Series.Quantile(needed, 0.99));
        Row("default mix, worst seed", needed.Max());
        Row("from a witness, worst seed", most);
        _entries.Add(Entry.Figure("explore.abba40_executions_p99", Series.Quantile(needed, 0.99), "executions"));
        _entries.Add(Entry.AtLeast("explore.abba40_found_within_100", found / (double)options.Seeds, 0.99));
        _entries.Add(Entry.Count("explore.abba40_witnessed", witnessed, options.Seeds));
        var two = Explorer.Confirm(Abba.Build, new Witness(WitnessRole.Holding("abba.a"), WitnessRole.Holding("abba.b")));
        _entries.Add(Entry.Count("explore.witness_executions", two.Verdict == WitnessVerdict.Confirmed ? two.Executions : 0, 1));
    }

    private void MeasureProtocols()
    {
        output.WriteLine();
        output.WriteLine("| protocol, up to 2 preemptions | tasks | points | executions | complete | failures | s of processor time |");
        output.WriteLine("|---|---:|---:|---:|---|---:|---:|");
        foreach (var (name, tasks, program) in Protocols.All)
        {
            progress.WriteLine(name);
            ExplorationResult? result = null;
            var cost = Cost.Of(() => result = Explorer.Run(program, new ExplorationOptions { Strategy = SearchStrategy.Exhaustive, MaxExecutions = int.MaxValue }));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {tasks} | {result!.Steps / result.Executions} | {result.Executions} | {(result.IsComplete ? "yes" : "no")} | {result.Failures.Count} | {cost.Milliseconds / 1_000:F2} |"));
            _entries.Add(Entry.Count($"explore.failures_{name.Replace(' ', '_')}", result.Failures.Count + (result.IsComplete ? 0 : 1), 0));
        }
    }

    private void Row(string name, double value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {value:F1} |"));
}
