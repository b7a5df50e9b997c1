using MmAnalyzers.Benchmarks.CommandLine;

namespace MmAnalyzers.Benchmarks.Tests;

/// <summary>The command line, and what it says to those who err.</summary>
public sealed class AnalyzerOptionReaderTests
{
    [Fact]
    public void Nothing_said_means_twenty_thousand_lines_and_nine_repeats()
    {
        var options = AnalyzerOptionReader.Read([]);

        Assert.Equal((20, 9), (options.Kloc, options.Repeat));
    }

    [Fact]
    public void Values_are_read_and_lists_grow()
    {
        var options = AnalyzerOptionReader.Read(["--kloc", "7", "--define", "A", "--no-peers", "--define", "B"]);

        Assert.Equal(7, options.Kloc);
        Assert.Equal("A B", string.Join(' ', options.Symbols));
        Assert.False(options.Peers);
    }

    [Theory]
    [InlineData("--corpus: there is no folder 'nowhere'", "--corpus", "nowhere")]
    [InlineData("--reference: there is no 'nothing.dll'", "--reference", "nothing.dll")]
    [InlineData("--kloc wants a number from 1 to 2000, not '-3'", "--kloc", "-3")]
    [InlineData("--repeat wants a number from 1 to 1000, not '0'", "--repeat", "0")]
    [InlineData("'--speed' is no option", "--speed", "9")]
    [InlineData("'--kloc' is no option, or lacks its value", "--kloc")]
    public void Mistakes_are_named(string message, params string[] arguments)
    {
        var misuse = Assert.Throws<UsageException>(() => AnalyzerOptionReader.Read(arguments));

        Assert.Equal(message, misuse.Message);
    }

    [Fact]
    public void A_folder_without_sources_is_no_corpus()
    {
        var empty = Directory.CreateTempSubdirectory();
        try
        {
            var misuse = Assert.Throws<UsageException>(() => AnalyzerOptionReader.Read(["--corpus", empty.FullName]));
            Assert.Contains("no C# file", misuse.Message, StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete();
        }
    }
}
