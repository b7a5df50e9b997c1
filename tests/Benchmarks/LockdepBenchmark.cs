using System.Globalization;
using MmAnalyzers.Benchmarks.CommandLine;
using MmAnalyzers.Benchmarks.Lockdep;
using MmAnalyzers.Benchmarks.Measuring;
using MmAnalyzers.Benchmarks.Reports;

namespace MmAnalyzers.Benchmarks;

/// <summary>What the lock validator adds to locks: two processes, on and off, that take turns.</summary>
internal static class LockdepBenchmark
{
    // What the budget of the added cost is of.
    private const string Nested = "nest4_lock";

    public static int Run(LockdepOptions options, TextWriter output, TextWriter progress)
    {
        var comparisons = Comparison.All();
        var (bytes, chains, edges) = (0L, new List<double>(), new List<double>());
        for (var start = 0; start < options.Starts; start++)
        {
            progress.WriteLine($"start {start + 1} of {options.Starts}");
            using var off = new MeasuredChild(isOn: false);
            using var on = new MeasuredChild(isOn: true);
            foreach (var comparison in comparisons)
            {
                comparison.Measure(off, on, options.Repeat);
            }

            bytes = Math.Max(bytes, comparisons.Where(one => one.Name != "nest4_two_threads").Sum(one => one.Allocated(on)));
            on.Warm("first_chain", 20_000);
            chains.Add(on.Run("first_chain", 100_000).Nanoseconds);
            edges.Add(on.Run("first_edge", 1).Nanoseconds);
        }

        Write(comparisons, output);
        var nested = comparisons.Single(one => one.Name == Nested);
        var entries = new List<Entry> { Entry.Figure("lockdep.added_ns_per_pair", nested.Added, "ns") };
        entries.AddRange(comparisons.Where(one => one != nested).Select(one => Entry.Figure("lockdep.added_ns_per_pair_" + one.Name, one.Added, "ns")));
        entries.AddRange(comparisons.Select(one => Entry.Ratio("lockdep." + one.Name, one.Ratio, one.Bound)));
        entries.Add(Entry.Count("lockdep.allocated_bytes", (int)bytes, 0));
        entries.Add(Entry.Figure("lockdep.first_chain_us", Series.Quantile(chains, 0.5) / 1000, "us"));
        entries.Add(Entry.Figure("lockdep.first_edge_us", Series.Quantile(edges, 0.5) / 1000, "us"));
        AddListing(entries);
        AddPeers(options.Repeat, nested.Added, entries, progress);
        return FigureList.Finish(entries, options.Json, output);
    }

    private static void Write(IReadOnlyList<Comparison> comparisons, TextWriter output)
    {
        output.WriteLine("| workload | off ns | on ns | added ns a pair | best and worst start | on/off |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var one in comparisons)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {one.Name} | {one.Off:F1} | {one.On:F1} | {one.Added:F2} | {one.Range.Least:F2} .. {one.Range.Most:F2} | {one.Ratio:F3} |"));
        }
    }

    private static void AddPeers(int repeat, double ours, List<Entry> entries, TextWriter progress)
    {
        progress.WriteLine("peers in C++");
        using var nest = NativeNest.TryBuild(progress);
        foreach (var peer in nest?.Peers(progress) ?? [])
        {
            var (plain, searching) = (new List<double>(), new List<double>());
            for (var i = 0; i < repeat; i++)
            {
                plain.Add(peer.Without());
                searching.Add(peer.With());
            }

            var theirs = Series.Quantile(searching, 0.5) - Series.Quantile(plain, 0.5);
            entries.Add(Entry.Figure($"lockdep.{peer.Name}_deadlock_part_ns_per_pair", theirs, "ns"));
            entries.Add(Entry.AtLeast($"lockdep.{peer.Name}_over_ours", theirs / ours, peer.Bound));
        }
    }

    // The count with validation on says that the listing would show it.
    private static void AddListing(List<Entry> entries)
    {
        entries.Add(Entry.Count("lockdep.off_mentions", MachineCode.CountMentions(isOn: false, out var methods), 0));
        entries.Add(Entry.Count("lockdep.off_methods_listed", methods, null));
        entries.Add(Entry.Count("lockdep.on_mentions", MachineCode.CountMentions(isOn: true, out _), null));
    }
}
