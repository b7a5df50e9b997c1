using System.Text.RegularExpressions;
using MmAnalyzers.Verdicts.Cells;
using MmAnalyzers.Verdicts.Deriving;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>The kept verdicts belong to the cells that the generator writes, and to nothing else; docs/matrix.md says how to derive them again.</summary>
public sealed partial class VerdictFileTests
{
    private static readonly IReadOnlyList<VerdictLine> Kept = VerdictFile.Kept();

    [Fact]
    public void File_and_generator_list_the_same_cells_in_order() =>
        Assert.Equal(Catalogue.All.Select(cell => cell.Name).Order(StringComparer.Ordinal), Kept.Select(line => line.Name));

    [Fact]
    public void Matrix_has_a_cell_for_every_pattern_primitive_and_distance_that_can_be_written()
    {
        var expressible = Patterns.All.Sum(pattern => pattern.Distances.Sum(at => Primitives.All.Count(of => Catalogue.Refusal(pattern, of, at) is null)));

        Assert.Equal(expressible, Catalogue.All.Count(cell => !cell.IsTwin));
        Assert.Equal(Catalogue.All.Count, Catalogue.All.Select(cell => cell.Space).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.InRange(Catalogue.All.Count, 2000, 3000);
        Assert.Equal(7, Enum.GetValues<Distance>().Count(at => Catalogue.All.Any(cell => cell.Distance == at)));
    }

    [Fact]
    public void Nearly_every_cell_was_run()
    {
        Assert.Empty(Kept.Where(line => !line.Verdict.IsKnown).Select(line => line.ToString()));
        Assert.InRange(Kept.Count(line => line.Verdict.Kind == Verdicts.Running.Verdict.CannotRun), 0, Kept.Count / 20);
    }

    [Fact]
    public void Sound_patterns_and_near_misses_finish()
    {
        var broken = Kept.Join(Catalogue.All, line => line.Name, cell => cell.Name, (line, cell) => (line, cell))
            .Where(one => one.line.Verdict.IsDefect && (one.cell.IsTwin || one.cell.Pattern.Rule is null));

        Assert.Empty(broken.Select(one => one.line.ToString()));
    }

    [Fact]
    public void Every_pattern_with_a_rule_has_cells_that_show_the_defect() =>
        Assert.All(Patterns.All.Where(pattern => pattern.Rule is not null), pattern => Assert.Contains(
            Kept, line => line.Verdict.IsDefect && line.Name.StartsWith(pattern.Name + " / ", StringComparison.Ordinal)));

    [Fact]
    public void Run_text_is_the_analysed_text_and_probes()
    {
        foreach (var cell in Catalogue.All.Where(cell => cell.Scene != Scene.Alone))
        {
            var shown = Lines(cell.RunText.App).TakeWhile(line => !line.Contains($"static class {SceneText.ClassName}", StringComparison.Ordinal));
            Assert.Equal(Lines(cell.Text.App), shown.Where(line => !line.Contains("Rendezvous.", StringComparison.Ordinal) && !line.StartsWith("using Mm", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Whoever_hangs_waits_for_a_lock_that_is_held()
    {
        foreach (var line in Kept.Where(line => line.Verdict.Kind == Verdicts.Running.Verdict.Hangs && line.Verdict.Evidence.Contains(';', StringComparison.Ordinal)))
        {
            var held = Held().Matches(line.Verdict.Evidence).SelectMany(match => match.Groups[1].Value.Split('+')).Select(OfObject).ToHashSet();
            Assert.All(Wanted().Matches(line.Verdict.Evidence).Select(match => OfObject(match.Groups[1].Value)), wanted => Assert.Contains(wanted, held));
        }
    }

    // Two locals may lead to one object, so the lock's own name is what counts.
    private static string OfObject(string path) => path.Split('.')[^1];

    [GeneratedRegex(@"holds ([\w.+]+)")]
    private static partial Regex Held();

    [GeneratedRegex(@"wants ([\w.]+)")]
    private static partial Regex Wanted();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
