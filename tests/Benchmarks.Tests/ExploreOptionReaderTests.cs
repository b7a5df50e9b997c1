using MmAnalyzers.Benchmarks.CommandLine;

namespace MmAnalyzers.Benchmarks.Tests;

/// <summary>What <c>explore</c> understands, and refuses.</summary>
public sealed class ExploreOptionReaderTests
{
    [Fact]
    public void Reads_seeds_and_the_file() => Assert.Equal(new ExploreOptions { Seeds = 7, Json = "x.json" }, ExploreOptionReader.Read(["--seeds", "7", "--json", "x.json"]));

    [Theory]
    [InlineData("--seeds")]
    [InlineData("--seeds", "0")]
    [InlineData("--seeds", "many")]
    [InlineData("--repeat", "3")]
    public void Refuses_what_makes_no_sense(params string[] arguments) => Assert.Throws<UsageException>(() => ExploreOptionReader.Read(arguments));
}
