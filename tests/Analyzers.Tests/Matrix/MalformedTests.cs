using System.Collections.Concurrent;
using MmAnalyzers.Tests.Seeds;
using MmAnalyzers.Verdicts.Cells;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>Code as it is while being typed: every program of the exam, cut off at random places.</summary>
public sealed class MalformedTests
{
    private const int CutsPerSource = 40;

    // No divisor of the number of primitives, so that all rows and columns are met.
    private const int EveryNthCell = 17;

    // One program takes milliseconds. A hang lasts for ever; a busy machine with many tests beside this one does not.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Cut_seeds_neither_crash_nor_hang_the_analyzers() =>
        Survives([.. SeedCatalogue.All.SelectMany(seed => new[] { seed.Source, seed.Twin })]);

    [Fact]
    public void Cut_cells_of_the_matrix_neither_crash_nor_hang_the_analyzers() =>
        Survives([.. Catalogue.All.Where((_, index) => index % EveryNthCell == 0).Select(cell => cell.Text.App + cell.Text.Library)]);

    [Fact]
    public void Cut_silent_cases_neither_crash_nor_hang_the_analyzers() => Survives([.. SilentCases.All.Select(one => one.Source)]);

    [Fact]
    public void Broken_code_is_judged_the_same_way_twice()
    {
        var sources = SeedCatalogue.All.Select(seed => seed.Source).ToList();
        foreach (var cut in sources.SelectMany((source, index) => Cuts(source, index).Take(3)))
        {
            Assert.Equal(Told(cut), Told(cut));
        }
    }

    [Fact]
    public void Cuts_are_the_same_in_every_run_and_inside_the_text()
    {
        var source = SeedCatalogue.All[0].Source;

        Assert.Equal(Cuts(source, 0), Cuts(source, 0));
        Assert.Equal(CutsPerSource, Cuts(source, 0).Count());
        Assert.All(Cuts(source, 0), cut => Assert.StartsWith(cut, source, StringComparison.Ordinal));
    }

    private static void Survives(IReadOnlyList<string> sources)
    {
        var problems = new ConcurrentQueue<string>();
        Parallel.For(0, sources.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            foreach (var cut in Cuts(sources[index], index))
            {
                // For each program: all forty share a busy machine with the rest of the tests.
                using var watch = new CancellationTokenSource(Patience);
                try
                {
                    var crash = Library.Analyze(cut, cancel: watch.Token).FirstOrDefault(found => found.Id == "AD0001");
                    if (crash is not null)
                    {
                        problems.Enqueue($"{crash}\n{cut}");
                    }
                }
                catch (OperationCanceledException)
                {
                    problems.Enqueue($"took more than {Patience}:\n{cut}");
                    return;
                }
            }
        });

        Assert.True(problems.IsEmpty, $"{problems.Count} problems, the first:\n{problems.FirstOrDefault()}");
    }

    private static List<string> Told(string source) => [.. Library.Analyze(source).Select(found => found.ToString())];

    /// <summary>Places are drawn with a seed of the source's own, so that a failure can be met again.</summary>
    private static IEnumerable<string> Cuts(string source, int seed)
    {
#pragma warning disable CA5394 // Nothing here is a secret.
        var random = new Random(seed);
        return [.. Enumerable.Range(0, CutsPerSource).Select(_ => source[..random.Next(1, source.Length)])];
#pragma warning restore CA5394
    }
}
