using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Measuring;
using MmAnalyzers.Benchmarks.Peers;
using MmAnalyzers.Benchmarks.Reports;
using AnalyzerOptions = MmAnalyzers.Benchmarks.CommandLine.AnalyzerOptions;

namespace MmAnalyzers.Benchmarks;

/// <summary>The benchmark <c>analyzers</c>: builds, edits and growth, ours beside others.</summary>
internal sealed class AnalyzerBenchmark
{
    /// <summary>Growth compares this many times the code with the code.</summary>
    private const int Growth = 4;

    private readonly AnalyzerOptions _options;
    private readonly TextWriter _progress;
    private readonly Corpus _corpus;
    private readonly Corpus? _large;
    private readonly ImmutableArray<AnalyzerSet> _sets;
    private readonly List<string> _crashes = [];

    private AnalyzerBenchmark(AnalyzerOptions options, TextWriter progress)
    {
        _options = options;
        _progress = progress;
        _sets = [AnalyzerSet.Floor, AnalyzerSet.Ours, .. options.Peers ? PeerPackages.Load() : []];
        Say("reading sources");
        _corpus = options.Folders.IsEmpty ? GeneratedCorpus.Make(options.Kloc) : CorpusFolder.Load(options);
        _large = options.Folders.IsEmpty ? GeneratedCorpus.Make(options.Kloc * Growth) : null;
    }

    /// <summary>Runs it and writes what it found; answers the exit code.</summary>
    public static int Run(AnalyzerOptions options, TextWriter output, TextWriter progress)
    {
        var benchmark = new AnalyzerBenchmark(options, progress);
        if (options.Save is { } folder)
        {
            GeneratedCorpus.Save(benchmark._corpus, folder);
        }

        var report = benchmark.Measure();
        TextReport.Write(report, output);
        if (options.Json is { } json)
        {
            JsonReport.Write(report, json);
        }

        if (options.Svg is { } svg)
        {
            SvgReport.Write(report, svg);
        }

        return report.IsSound ? ExitCodes.Fine : ExitCodes.Wrong;
    }

    private Report Measure()
    {
        var driver = new Driver(_corpus);
        var batch = new BatchMeasure(_corpus, driver);
        var grown = _large is null ? null : new BatchMeasure(_large, new Driver(_large));
        for (var round = -1; round < _options.Repeat; round++)
        {
            Say(round < 0 ? "warming up" : string.Create(CultureInfo.InvariantCulture, $"builds, round {round + 1} of {_options.Repeat}"));
            batch.Run(_sets, isWarmUp: round < 0);
            grown?.Run([AnalyzerSet.Floor, AnalyzerSet.Ours], isWarmUp: round < 0);
        }

        Say("edits");
        var edited = _large ?? _corpus;
        var editing = new Driver(edited);
        var edits = new EditMeasure(edited, editing);
        edits.Run(_sets, _options.Documents, _options.Repeat);
        var work = CountWork(driver);
        _crashes.AddRange(driver.Crashes.Concat(editing.Crashes));
        var results = new AnalyzerResults(_corpus, batch, grown is null ? null : (grown, _large!), edits, work);
        return new(results.Title(edited), results.Entries(_sets), results.Rows(_sets)) { Crashes = [.. _crashes] };
    }

    private WorkCounter CountWork(Driver driver)
    {
        var counter = new WorkCounter();
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new CountingLockAnalyzer(counter)];
        driver.Attach(Configuration.OfBuild(_corpus.Compilation), analyzers).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return counter;
    }

    private void Say(string what) => _progress.WriteLine(what);
}
