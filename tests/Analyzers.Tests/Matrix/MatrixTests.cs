using System.Globalization;
using System.Text;
using MmAnalyzers.Tests.Seeds;
using Xunit.Abstractions;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>Every pattern written with every primitive has its expected verdict; every reported cell has a near miss that is silent.</summary>
public sealed class MatrixTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_program_of_the_matrix_compiles()
    {
        var broken = Cells.All.Select(cell => (cell.Name, Errors: Library.Errors(cell.Program))).Where(one => one.Errors.Count > 0);

        Assert.Empty(broken.Select(one => $"{one.Name}: {one.Errors[0]}"));
    }

    [Fact]
    public void Matrix_has_a_cell_for_every_pattern_and_primitive()
    {
        var expressible = Patterns.All.Sum(pattern => Primitives.All.Count(of => !pattern.Expect(of).NotExpressible));

        Assert.Equal(12, Patterns.All.Count);
        Assert.Equal(15, Primitives.All.Count);
        Assert.Equal(expressible, Cells.All.Count(cell => !cell.IsNearMiss));
        Assert.All(Primitives.All.SelectMany(of => Patterns.All.Select(pattern => pattern.Expect(of))), verdict => Assert.NotEmpty(verdict.Why));
    }

    [Fact]
    public void Every_cell_has_its_expected_verdict()
    {
        var wrong = Cells.All
            .Select(cell => (Cell: cell, Got: string.Join(' ', Library.Verdict(cell.Program))))
            .Where(one => one.Got != one.Cell.Expected.Ids)
            .ToList();

        output.WriteLine($"cells right {Cells.All.Count - wrong.Count} of {Cells.All.Count}");
        Assert.True(wrong.Count == 0, Table(wrong));
    }

    private static string Table(List<(Cell Cell, string Got)> wrong)
    {
        var table = new StringBuilder().Append(wrong.Count).AppendLine(" cells are wrong:");
        table.AppendLine(CultureInfo.InvariantCulture, $"{"cell",-58} {"expected",-10} {"got",-18} because");
        foreach (var (cell, got) in wrong)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{cell.Name,-58} {Shown(cell.Expected.Ids),-10} {Shown(got),-18} {cell.Expected.Why}");
        }

        return table.AppendLine().AppendLine("first of them:").Append(wrong.Count > 0 ? wrong[0].Cell.Program : "").ToString();
    }

    private static string Shown(string ids) => ids.Length == 0 ? "-" : ids;
}
