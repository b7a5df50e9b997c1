using System.Globalization;
using MmAnalyzers.Benchmarks.CommandLine;
using MmAnalyzers.Benchmarks.Lockdep;
using MmAnalyzers.Benchmarks.Measuring;
using MmAnalyzers.Benchmarks.Reports;

namespace MmAnalyzers.Benchmarks;

/// <summary>What the lock validator adds to locks: two processes, on and off, that take turns.</summary>
internal static class LockdepBenchmark
{
    // Name, iterations of one measurement, acquire/release pairs in an iteration.
    private static readonly (string Name, int Iterations, int Pairs)[] Workloads =
        [("nest4_lock", 200_000, 4), ("nest4_spin", 500_000, 4), ("nest4_spin_known", 500_000, 4), ("mix", 100_000, 3), ("mix_known", 100_000, 3)];

    public static int Run(LockdepOptions options, TextWriter output, TextWriter progress)
    {
        var entries = new List<Entry>();
        var added = new Dictionary<string, double>();
        output.WriteLine("| workload | off ns | on ns | added ns a pair | on/off |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        using (var off = new MeasuredChild(isOn: false))
        using (var on = new MeasuredChild(isOn: true))
        {
            foreach (var (name, iterations, pairs) in Workloads)
            {
                progress.WriteLine(name);
                var (offs, ons) = (new List<double>(), new List<double>());
                off.Run(name, iterations);
                on.Run(name, iterations);
                for (var i = 0; i < options.Repeat; i++)
                {
                    offs.Add(off.Run(name, iterations).Nanoseconds);
                    ons.Add(on.Run(name, iterations).Nanoseconds);
                }

                var (without, with) = (Series.Quantile(offs, 0.5), Series.Quantile(ons, 0.5));
                added[name] = (with - without) / pairs;
                entries.Add(Entry.Ratio("lockdep." + name, with / without, Bound(name)));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {without:F1} | {with:F1} | {added[name]:F2} | {with / without:F3} |"));
            }

            var bytes = Workloads.Sum(workload => on.Run(workload.Name, workload.Iterations).Bytes);
            entries.Add(Entry.Count("lockdep.allocated_bytes", (int)bytes, 0));
        }

        AddListing(entries);
        entries.Insert(0, Entry.Figure("lockdep.added_ns_per_pair", added["nest4_spin"], "ns"));
        entries.Insert(1, Entry.Figure("lockdep.added_ns_per_pair_mix", added["mix"], "ns"));
        AddPeer(options.Repeat, added["nest4_spin"], entries, progress);
        return FigureList.Finish(entries, options.Json, output);
    }

    // A pair of spinning locks costs about as much as its validation.
    private static double Bound(string name) => name switch
    {
        "nest4_lock" => 1.20,
        "nest4_spin" => 2.50,
        _ => 1.10,
    };

    private static void AddPeer(int repeat, double ours, List<Entry> entries, TextWriter progress)
    {
        progress.WriteLine("thread sanitizer");
        using var peer = SanitizerPeer.TryBuild(progress);
        if (peer is null)
        {
            return;
        }

        var (plain, searching) = (new List<double>(), new List<double>());
        for (var i = 0; i < repeat; i++)
        {
            plain.Add(peer.NestedPair(isSearching: false, iterations: 100_000));
            searching.Add(peer.NestedPair(isSearching: true, iterations: 100_000));
        }

        var theirs = Series.Quantile(searching, 0.5) - Series.Quantile(plain, 0.5);
        entries.Add(Entry.Figure("lockdep.tsan_deadlock_part_ns_per_pair", theirs, "ns"));
        entries.Add(Entry.AtLeast("lockdep.tsan_over_ours", theirs / ours, 5));
    }

    // The count with validation on says that the listing would show it.
    private static void AddListing(List<Entry> entries)
    {
        entries.Add(Entry.Count("lockdep.off_mentions", MachineCode.CountMentions(isOn: false, out var methods), 0));
        entries.Add(Entry.Count("lockdep.off_methods_listed", methods, null));
        entries.Add(Entry.Count("lockdep.on_mentions", MachineCode.CountMentions(isOn: true, out _), null));
    }
}
