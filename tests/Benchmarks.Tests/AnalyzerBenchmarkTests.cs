using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Reports;

namespace MmAnalyzers.Benchmarks.Tests;

/// <summary>The benchmark runs and says what it must, in the form that programs read. How fast anything is is not asserted.</summary>
public sealed class AnalyzerBenchmarkTests
{
    [Fact]
    public void Prints_every_line_of_a_generated_corpus()
    {
        using var output = new StringWriter();
        using var progress = new StringWriter();

        var code = AnalyzerBenchmark.Run(new() { Kloc = 1, Repeat = 1, Documents = 1, Peers = false }, output, progress);

        Assert.Equal(ExitCodes.Fine, code);
        var lines = output.ToString().Split('\n');
        Assert.All(
            [
                @"^ratio analyzers\.batch_over_bind -?[0-9.]+ goal 0\.250$",
                @"^figure analyzers\.cpu_ms_per_kloc -?[0-9.]+ ms$",
                @"^figure analyzers\.ide_over_floor_ms -?[0-9.]+ ms$",
                @"^ratio analyzers\.growth_4x -?[0-9.]+ goal 1\.250$",
                @"^count analyzers\.prefilter_pass_permille [0-9]+ expected -$",
                @"^count analyzers\.summaries [0-9]+ expected -$",
                @"^count analyzers\.findings 1 expected 1$",
                @"^count analyzers\.binding_errors 0 expected 0$",
            ],
            (string expected) => Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line.TrimEnd(), expected)));
        Assert.Contains("warming up", progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Measures_a_folder()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            GeneratedCorpus.Save(GeneratedCorpus.Make(1), folder.FullName);
            using var output = new StringWriter();

            var code = AnalyzerBenchmark.Run(new() { Folders = [folder.FullName], Repeat = 1, Documents = 1, Peers = false }, output, TextWriter.Null);

            Assert.Equal(ExitCodes.Fine, code);
            Assert.Contains("count analyzers.findings 1 expected -", output.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("growth_4x", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Lines_have_the_form_that_programs_read()
    {
        Assert.Equal("figure a.b 12.3 ms", Entry.Figure("a.b", 12.345, "ms").ToString());
        Assert.Equal("ratio a.c 0.500 goal 1.250", Entry.Ratio("a.c", 0.5, 1.25).ToString());
        Assert.Equal("count a.d 3 expected 4", Entry.Count("a.d", 3, 4).ToString());
        Assert.False(Entry.Count("a.d", 3, 4).IsMet);
        Assert.False(Entry.Ratio("a.c", 1.3, 1.25).IsMet);
    }

    [Fact]
    public void The_plot_is_a_picture_with_a_bar_for_each_set()
    {
        var report = new Report("a < b", [], [new("floor", 1, 0, 0, 0, 0), new("ours", 2, 1, 0.1, 1, 3) { EditMilliseconds = 4 }]);

        var picture = System.Xml.Linq.XDocument.Parse(SvgReport.Draw(report));

        Assert.Equal(2, picture.Descendants().Count(element => element.Name.LocalName == "rect"));
    }
}
