using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Peers;

namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>What analyzers add to a build: the whole compilation, nothing bound and nothing remembered before.</summary>
/// <remarks>
/// A shared machine is a third slower in one minute than in the next, and what we look for is a tenth of a build. So every figure comes from within one
/// round: over the floor of the same round, in units of its binding; ours between two floors, that a drift in the round hits both alike; and collections are paid by the byte.
/// </remarks>
internal sealed class BatchMeasure(Corpus corpus, Driver driver)
{
    private readonly Dictionary<AnalyzerSet, List<double>> _addedOverBind = [];

    /// <summary>The compiler's own binding of everything.</summary>
    public Series Bind { get; } = new();

    /// <summary>The driver with each set, binding included.</summary>
    public Dictionary<AnalyzerSet, Series> Sets { get; } = [];

    /// <summary>What each set reported in its last run.</summary>
    public Dictionary<AnalyzerSet, ImmutableArray<Diagnostic>> Diagnostics { get; } = [];

    /// <summary>What the compiler complains of.</summary>
    public int BindingErrors { get; private set; }

    /// <summary>One measurement of each.</summary>
    /// <param name="sets">What is measured; the floor among them.</param>
    /// <param name="isWarmUp">Whether it does not count.</param>
    public void Run(ImmutableArray<AnalyzerSet> sets, bool isWarmUp)
    {
        var peers = sets.RemoveAll(set => set == AnalyzerSet.Floor || set == AnalyzerSet.Ours);
        var order = new[] { AnalyzerSet.Floor, AnalyzerSet.Ours, AnalyzerSet.Ours, AnalyzerSet.Floor }.Concat(peers);
        var bind = Cost.Of(Compile);
        var builds = order.Select(set => (Set: set, Cost: Build(set))).ToList();
        bind = Cost.Mean([bind, Cost.Of(Compile)]);
        if (isWarmUp)
        {
            return;
        }

        Bind.Add(bind);
        var rate = builds.Sum(build => build.Cost.Collecting) / builds.Sum(build => build.Cost.Bytes);
        var costs = builds.ToLookup(build => build.Set, build => build.Cost.Smooth(rate));
        var floor = Cost.Mean([.. costs[AnalyzerSet.Floor]]);
        foreach (var set in sets)
        {
            var mean = Cost.Mean([.. costs[set]]);
            Of(Sets, set).Add(mean);
            Of(_addedOverBind, set).Add((mean.Milliseconds - floor.Milliseconds) / bind.Milliseconds);
        }
    }

    /// <summary>What a set adds to the driver's own time, over the compiler's binding.</summary>
    public double AddedOverBind(AnalyzerSet set) => Series.Quantile(_addedOverBind[set], 0.5);

    /// <summary>The same in milliseconds.</summary>
    public double Added(AnalyzerSet set) => AddedOverBind(set) * Bind.Milliseconds;

    /// <summary>Bytes that a set adds to the driver's own.</summary>
    public double AddedBytes(AnalyzerSet set) => Sets[set].Bytes - Sets[AnalyzerSet.Floor].Bytes;

    private static T Of<T>(Dictionary<AnalyzerSet, T> table, AnalyzerSet set)
        where T : new()
    {
        if (!table.TryGetValue(set, out var found))
        {
            table[set] = found = new();
        }

        return found;
    }

    private void Compile() =>
        BindingErrors = corpus.Compilation.Clone().GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private Cost Build(AnalyzerSet set)
    {
        var attached = driver.Attach(Configuration.OfBuild(corpus.Compilation), set.Create());
        return Cost.Of(() => Diagnostics[set] = attached.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult().GetAllDiagnostics());
    }
}
