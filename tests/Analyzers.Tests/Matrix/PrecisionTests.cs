using MmAnalyzers.Tests.Seeds;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>Sound programs that look like deadlocks: nothing may be said about them.</summary>
public sealed class PrecisionTests
{
    /// <summary>Every case by name.</summary>
    public static TheoryData<string> All => [.. SilentCases.All.Select(one => one.Name)];

    [Fact]
    public void Names_are_distinct_and_there_are_at_least_forty() =>
        Assert.InRange(SilentCases.All.Select(one => one.Name).Distinct().Count(), 40, SilentCases.All.Count);

    [Theory]
    [MemberData(nameof(All))]
    public void Compiles(string name)
    {
        var one = Named(name);

        Assert.Empty(Library.Errors(one.Source, one.Kind));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Silent_when(string name)
    {
        var one = Named(name);

        var found = Library.Accuse(one.Source, one.Kind);

        Assert.True(found.Count == 0, string.Join('\n', found.Select(diagnostic => diagnostic.ToString())));
    }

    private static SilentCase Named(string name) => SilentCases.All.Single(one => one.Name == name);
}
