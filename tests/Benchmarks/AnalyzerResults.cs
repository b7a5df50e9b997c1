using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Measuring;
using MmAnalyzers.Benchmarks.Peers;
using MmAnalyzers.Benchmarks.Reports;

namespace MmAnalyzers.Benchmarks;

/// <summary>Turns what was measured into lines and rows.</summary>
internal sealed class AnalyzerResults(Corpus corpus, BatchMeasure batch, (BatchMeasure Batch, Corpus Corpus)? grown, EditMeasure edits, WorkCounter work)
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>What was measured, on which code.</summary>
    public string Title(Corpus edited) => string.Create(
        CultureInfo.InvariantCulture,
        $"{corpus.Name}: {corpus.Kloc:F1} KLOC, {corpus.Compilation.SyntaxTrees.Length} files; edits in {edited.Kloc:F1} KLOC; binding {batch.Bind.Milliseconds:F0} ms; medians of {batch.Bind.Count}; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}");

    /// <summary>The lines.</summary>
    public ImmutableArray<Entry> Entries(ImmutableArray<AnalyzerSet> sets)
    {
        var ours = AnalyzerSet.Ours;
        var entries = ImmutableArray.CreateBuilder<Entry>();
        entries.Add(Entry.Ratio("analyzers.batch_over_bind", batch.AddedOverBind(ours), 0.25));
        entries.Add(Entry.Figure("analyzers.cpu_ms_per_kloc", batch.Added(ours) / corpus.Kloc, "ms"));
        entries.Add(Entry.Figure("analyzers.ide_over_floor_ms", edits.Sets[ours].Milliseconds - edits.Sets[AnalyzerSet.Floor].Milliseconds, "ms"));
        entries.Add(Entry.Figure("analyzers.ide_p90_ms", edits.Sets[ours].NinetiethMilliseconds, "ms"));
        if (grown is { } large)
        {
            var perKloc = batch.Added(ours) / corpus.Kloc;
            entries.Add(Entry.Ratio("analyzers.growth_4x", large.Batch.Added(ours) / large.Corpus.Kloc / perKloc, 1.25));
        }

        AddPeers(entries, sets);
        entries.Add(Entry.Count("analyzers.prefilter_pass_permille", work.PassPermille, null));
        entries.Add(Entry.Count("analyzers.summaries", work.Summaries, null));
        entries.Add(Entry.Count("analyzers.findings", FindingsOf(ours), corpus.Findings));
        entries.Add(Entry.Count("analyzers.binding_errors", batch.BindingErrors, grown is null ? null : 0));
        return entries.ToImmutable();
    }

    /// <summary>The table: the floor first.</summary>
    public ImmutableArray<Row> Rows(ImmutableArray<AnalyzerSet> sets) =>
    [
        .. sets.Select(set => new Row(
            set.Name, batch.Sets[set].Milliseconds, batch.Added(set) / corpus.Kloc, batch.AddedOverBind(set), batch.AddedBytes(set) / Megabyte, FindingsOf(set))
        {
            EditMilliseconds = edits.Sets[set].Milliseconds,
            EditNinetieth = edits.Sets[set].NinetiethMilliseconds,
        }),
    ];

    private void AddPeers(ImmutableArray<Entry>.Builder entries, ImmutableArray<AnalyzerSet> sets)
    {
        if (sets.FirstOrDefault(set => set.Name == AnalyzerSet.ThreadingName) is { } threading)
        {
            entries.Add(Entry.Ratio("analyzers.vs_threading", batch.Added(AnalyzerSet.Ours) / batch.Added(threading), 1));
            entries.Add(Entry.Ratio("analyzers.alloc_vs_threading", batch.AddedBytes(AnalyzerSet.Ours) / batch.AddedBytes(threading), 0.6));
        }

        if (sets.FirstOrDefault(set => set.Name == AnalyzerSet.SonarName) is { } sonar)
        {
            entries.Add(Entry.Ratio("analyzers.vs_sonar", batch.Added(AnalyzerSet.Ours) / batch.Added(sonar), 1));
        }
    }

    private int FindingsOf(AnalyzerSet set) =>
        batch.Diagnostics[set].Count(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity >= DiagnosticSeverity.Warning);
}
