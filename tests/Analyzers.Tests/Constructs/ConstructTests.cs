using MmAnalyzers.Tests.Seeds;

namespace MmAnalyzers.Tests.Constructs;

/// <summary>A lock taken through every construct of the language is seen by who holds another; the twin in which all agree is silent.</summary>
public sealed class ConstructTests
{
    /// <summary>Every construct by name.</summary>
    public static TheoryData<string> All => [.. ConstructList.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Compiles(string name) => Assert.Empty(Library.Errors(Named(name).Program).Concat(Library.Errors(Named(name).Sound)));

    [Theory]
    [MemberData(nameof(All))]
    public void Reports_an_inversion_through(string name) => Assert.Equal("MM1002", string.Join(' ', Library.Verdict(Named(name).Program)));

    [Theory]
    [MemberData(nameof(All))]
    public void Silent_when_all_agree_on(string name) => Assert.Equal("", string.Join(' ', Library.Verdict(Named(name).Sound)));

    /// <summary>Every near miss by name.</summary>
    public static TheoryData<string> Harmless => [.. HarmlessConstructs.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Silent_on(string name)
    {
        var one = HarmlessConstructs.All.Single(one => one.Name == name);

        Assert.Empty(Library.Errors(one.Program));
        Assert.Equal("", string.Join(' ', Library.Verdict(one.Program)));
    }

    private static Construct Named(string name) => ConstructList.All.Single(one => one.Name == name);
}
