using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Options;

namespace MmAnalyzers.Tests.Engine.Options;

public sealed class BaselineFileTests
{
    [Fact]
    public void Reads_entries_with_count_and_note()
    {
        var file = Parse("""
            # accepted in the first review

            MM1002 F:N.C._a>F:N.C._b # both are taken at start-up only
              MM2001	M:N.C.#ctor x3
            MM1003 F:N.C._c #
            """);

        Assert.Empty(file.Problems);
        Assert.Equal(
            ["MM1002|F:N.C._a>F:N.C._b|1|both are taken at start-up only|3", "MM2001|M:N.C.#ctor|3||4", "MM1003|F:N.C._c|1||5"],
            file.Entries.Select(entry => $"{entry.Id}|{entry.Identity}|{entry.Count}|{entry.Note}|{entry.Place.Line}"));
    }

    [Theory]
    [InlineData("1002 F:A", "a baseline line starts with a rule id such as 'MM1002', not with '1002'")]
    [InlineData("mm1002 F:A", "a baseline line starts with a rule id such as 'MM1002', not with 'mm1002'")]
    [InlineData("MM1002", "the identity of the finding is missing after 'MM1002'")]
    [InlineData("MM1002 # only a note", "the identity of the finding is missing after 'MM1002'")]
    [InlineData("MM1002 F:A twice", "'twice' is no number of findings such as 'x2'; a note starts with '#'")]
    [InlineData("MM1002 F:A x0", "'x0' is no number of findings such as 'x2'; a note starts with '#'")]
    [InlineData("MM1002 F:A x99999999999", "'x99999999999' is no number of findings such as 'x2'; a note starts with '#'")]
    [InlineData("MM1002 F:A x2 because", "'because' is too much; a note starts with '#'")]
    [InlineData("MM1002 F:First", "the finding is accepted in line 1 already; write the number of findings there, as in 'x2'")]
    public void Says_where_and_why_a_line_is_not_understood(string line, string expected)
    {
        var file = Parse("MM1002 F:First\n" + line);

        var problem = Assert.Single(file.Problems);
        Assert.Equal(expected, problem.Text);
        Assert.Equal(("dir/mm.baseline.txt", 2, new TextSpan(15, line.Length)), (problem.Place!.Path, problem.Place.Line, problem.Place.Span));
        Assert.Equal("F:First", Assert.Single(file.Entries).Identity);
    }

    [Fact]
    public void Reads_an_empty_file_and_windows_line_ends()
    {
        Assert.Empty(Parse(string.Empty).Problems);
        Assert.Equal(["F:A", "F:B"], Parse("MM1002 F:A\r\nMM1002 F:B\r\n").Entries.Select(entry => entry.Identity));
    }

    private static BaselineFile Parse(string text) => BaselineFile.Parse("dir/mm.baseline.txt", SourceText.From(text));
}
