using System.Globalization;
using System.Text;
using MmAnalyzers.Verdicts.Cells;
using MmAnalyzers.Verdicts.Deriving;
using Xunit.Abstractions;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>What the analyzers say about every cell is what running it showed.</summary>
public sealed class MatrixTests(ITestOutputHelper output)
{
    private const int Shown = 400;

    // A compilation of its own for each cell takes most of the time of these tests.
    private const int EveryNthCell = 241;

    private static readonly Dictionary<string, VerdictLine> Kept = VerdictFile.Kept().ToDictionary(line => line.Name, StringComparer.Ordinal);

    [Fact]
    public void Every_cell_is_judged_as_it_runs()
    {
        var wrong = Catalogue.All.Where(cell => !IsRight(cell)).ToList();

        output.WriteLine($"cells right {Catalogue.All.Count - wrong.Count} of {Catalogue.All.Count}");
        Assert.True(wrong.Count == 0, Table(wrong));
    }

    [Fact]
    public void A_cell_alone_is_judged_as_in_company()
    {
        foreach (var cell in Catalogue.All.Where((_, index) => index % EveryNthCell == 0))
        {
            Assert.Equal((cell.Name, CellReports.All[cell.Name]), (cell.Name, CellReports.Of([cell])[cell.Name]));
        }
    }

    private static bool IsRight(Cell cell) => CellReports.All[cell.Name] == Expected(cell);

    private static string Expected(Cell cell) => Kept[cell.Name].Verdict.IsDefect ? cell.Pattern.Rule! : "";

    private static string Table(List<Cell> wrong)
    {
        var table = new StringBuilder().Append(wrong.Count).AppendLine(" cells are wrong:");
        table.AppendLine(CultureInfo.InvariantCulture, $"{"cell",-72} {"expected",-9} {"got",-18} because it");
        foreach (var cell in wrong.Take(Shown))
        {
            var verdict = Kept[cell.Name].Verdict;
            table.AppendLine(CultureInfo.InvariantCulture, $"{cell.Name,-72} {Word(Expected(cell)),-9} {Word(CellReports.All[cell.Name]),-18} {verdict.Kind}: {verdict.Evidence}");
        }

        return table.AppendLine().AppendLine("first of them:").Append(wrong.Count > 0 ? wrong[0].Text.App : "").ToString();
    }

    private static string Word(string ids) => ids.Length == 0 ? "-" : ids;
}
