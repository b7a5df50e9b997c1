using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Peers;

namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>What analyzers add to a build: the whole compilation, nothing bound and nothing remembered before.</summary>
internal sealed class BatchMeasure(Corpus corpus, Driver driver)
{
    /// <summary>The compiler's own binding of everything.</summary>
    public Series Bind { get; } = new();

    /// <summary>The driver with each set, binding included.</summary>
    public Dictionary<AnalyzerSet, Series> Sets { get; } = [];

    /// <summary>What each set reported in its last run.</summary>
    public Dictionary<AnalyzerSet, ImmutableArray<Diagnostic>> Diagnostics { get; } = [];

    /// <summary>What the compiler complains of.</summary>
    public int BindingErrors { get; private set; }

    /// <summary>One measurement of each; the order turns, so that noise hits all alike.</summary>
    /// <param name="sets">What is measured.</param>
    /// <param name="round">Which measurement this is; one below zero warms up and does not count.</param>
    public void Run(ImmutableArray<AnalyzerSet> sets, int round)
    {
        var compilation = corpus.Compilation.Clone();
        var bind = Cost.Of(() => BindingErrors = compilation.GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        if (round >= 0)
        {
            Bind.Add(bind);
        }

        for (var i = 0; i < sets.Length; i++)
        {
            var set = sets[(i + Math.Max(round, 0)) % sets.Length];
            var attached = driver.Attach(Configuration.OfBuild(corpus.Compilation), set.Create());
            var cost = Cost.Of(() => Diagnostics[set] = attached.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult().GetAllDiagnostics());
            if (round >= 0)
            {
                SeriesOf(set).Add(cost);
            }
        }
    }

    /// <summary>Milliseconds that a set adds to the driver's own.</summary>
    public double Added(AnalyzerSet set) => SeriesOf(set).Milliseconds - SeriesOf(AnalyzerSet.Floor).Milliseconds;

    /// <summary>Bytes that a set adds to the driver's own.</summary>
    public double AddedBytes(AnalyzerSet set) => SeriesOf(set).Bytes - SeriesOf(AnalyzerSet.Floor).Bytes;

    private Series SeriesOf(AnalyzerSet set)
    {
        if (!Sets.TryGetValue(set, out var series))
        {
            Sets[set] = series = new();
        }

        return series;
    }
}
