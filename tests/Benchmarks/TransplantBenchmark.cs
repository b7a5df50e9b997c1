using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Benchmarks.CommandLine;
using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Measuring;
using MmAnalyzers.Benchmarks.Peers;
using MmAnalyzers.Benchmarks.Transplants;

namespace MmAnalyzers.Benchmarks;

/// <summary>The benchmark <c>transplants</c>: deadlocks are put into real code, and counted is which of them are found.</summary>
internal sealed class TransplantBenchmark(TransplantOptions options, TextWriter progress)
{
    private readonly List<Outcome> _outcomes = [];
    private readonly HashSet<string> _crashes = new(StringComparer.Ordinal);
    private int _dropped;

    /// <summary>Runs it and writes what it found; answers the exit code.</summary>
    public static int Run(TransplantOptions options, TextWriter output, TextWriter progress)
    {
        var benchmark = new TransplantBenchmark(options, progress);
        foreach (var folder in options.Folders)
        {
            benchmark.Measure(CorpusFolder.Load(options.Compiling with { Folders = [folder] }));
        }

        TransplantReport.Write([.. benchmark._outcomes], benchmark._dropped, output);
        foreach (var crash in benchmark._crashes)
        {
            output.WriteLine($"crash: {crash}");
        }

        return benchmark._crashes.Count == 0 ? ExitCodes.Fine : ExitCodes.Wrong;
    }

    /// <summary>Transplants into one code base.</summary>
    /// <returns>What became of them.</returns>
    public IReadOnlyList<Outcome> Measure(Corpus corpus)
    {
        var types = LockingTypes.In(corpus.Compilation);
        var rounds = Rounds(new Planner(corpus.Compilation, types, options.Seed).Plan());
        Say($"{corpus.Name}: {types.Length} types with locks of their own, {rounds.Sum(round => round.Count)} places in {rounds.Count} copies");
        foreach (var round in rounds)
        {
            Judge(corpus, [.. round]);
        }

        return _outcomes;
    }

    /// <summary>Spreads transplants over copies, so that no two of a copy touch the same type.</summary>
    private List<List<Transplant>> Rounds(IEnumerable<Transplant> transplants)
    {
        var rounds = new List<(List<Transplant> Transplants, HashSet<INamedTypeSymbol> Types)>();
        foreach (var transplant in transplants.Take(options.Limit))
        {
            var free = rounds.FirstOrDefault(round => !transplant.Types.Any(round.Types.Contains));
            if (free.Transplants is null)
            {
                if (rounds.Count == options.Rounds)
                {
                    continue;
                }

                rounds.Add(free = ([], new(SymbolEqualityComparer.Default)));
            }

            free.Transplants.Add(transplant);
            free.Types.UnionWith(transplant.Types);
        }

        return [.. rounds.Select(round => round.Transplants)];
    }

    private void Judge(Corpus corpus, ImmutableArray<Transplant> transplants)
    {
        var copy = ChangedCopy.Of(corpus.Compilation, transplants);
        _dropped += transplants.Length - copy.Transplants.Length;
        var driver = new Driver(corpus);
        var compilation = Configuration.OfBuild(copy.Compilation);
        var diagnostics = driver.Attach(compilation, AnalyzerSet.Ours.Create()).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult().GetAllDiagnostics();
        _crashes.UnionWith(driver.Crashes);
        var judge = new Judge(corpus.Name, corpus.Compilation, copy, diagnostics);
        var outcomes = copy.Transplants.Select(judge.Of).ToList();
        _outcomes.AddRange(outcomes);
        Say(string.Create(CultureInfo.InvariantCulture, $"{corpus.Name}: {outcomes.Count(outcome => outcome.IsFound)} of {outcomes.Count} found in one copy"));
    }

    private void Say(string what) => progress.WriteLine(what);
}
