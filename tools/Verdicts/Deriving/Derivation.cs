using System.Collections.Concurrent;
using System.Diagnostics;

namespace MmAnalyzers.Verdicts.Deriving;

/// <summary>Runs cells in several processes at a time: they sleep most of the time.</summary>
internal static class Derivation
{
    private const int Often = 50;
    private const int BatchSize = 120;

    /// <summary>The verdicts on the cells whose names contain a text.</summary>
    public static async Task<IReadOnlyList<VerdictLine>> Of(string wanted, int processes)
    {
        var watch = Stopwatch.StartNew();
        var lines = new ConcurrentQueue<VerdictLine>();
        var total = Batch.Wanted(wanted).Count;
        var size = Math.Clamp(total / processes, 1, BatchSize);
        var batches = Enumerable.Range(0, (total + size - 1) / size).Select(batch => batch * size);
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = processes }, async (first, cancel) =>
            await Batch.Start(wanted, first, Math.Min(size, total - first), Take, cancel));
        return [.. lines];

        void Take(VerdictLine line)
        {
            lines.Enqueue(line);
            if (lines.Count % Often == 0)
            {
                Console.Error.WriteLine($"{lines.Count} of {total} cells, {watch.Elapsed.TotalSeconds:F0} s");
            }
        }
    }
}
