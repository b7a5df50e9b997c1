using System.Text;

namespace MmAnalyzers.Packaging.Tests;

/// <summary>What is in the packages, entry by entry.</summary>
[Collection(PackagingGroup.Name)]
public sealed class PackageContentTests(PackedFeed feed)
{
    [Fact]
    public void MmAnalyzers_holds_its_assemblies_the_presets_readme_and_licence() => Assert.Equal(
        [
            "LICENSE",
            "MmAnalyzers.nuspec",
            "README.md",
            "analyzers/dotnet/cs/MmAnalyzers.CodeFixes.dll",
            "analyzers/dotnet/cs/MmAnalyzers.dll",
            "buildTransitive/MmAnalyzers.props",
            "buildTransitive/MmAnalyzers.targets",
            "buildTransitive/config/mmanalyzers.all.globalconfig",
            "buildTransitive/config/mmanalyzers.build.globalconfig",
            "buildTransitive/config/mmanalyzers.none.globalconfig",
            "buildTransitive/config/mmanalyzers.recommended.globalconfig",
            "buildTransitive/config/mmanalyzers.strict.globalconfig",
            "buildTransitive/config/mmanalyzers.tests.globalconfig",
            "tools/summaries/MmAnalyzers.Summaries.dll",
        ],
        feed.Open("MmAnalyzers").Keys);

    [Fact]
    public void MmRuntime_holds_its_assembly_and_the_switch_of_its_validator() => Assert.Equal(
        ["MmRuntime.nuspec", "README.md", "buildTransitive/MmRuntime.targets", "lib/net10.0/MmRuntime.dll", "lib/net10.0/MmRuntime.xml"], feed.Open("MmRuntime").Keys);

    [Fact]
    public void Annotations_hold_their_assembly_and_no_other() => Assert.Equal(
        ["MmRuntime.Annotations.nuspec", "README.md", "lib/netstandard2.0/MmRuntime.Annotations.dll", "lib/netstandard2.0/MmRuntime.Annotations.xml"],
        feed.Open("MmRuntime.Annotations").Keys);

    [Fact]
    public void MmAnalyzers_is_a_development_dependency_without_dependencies()
    {
        var nuspec = Nuspec("MmAnalyzers");
        Assert.Contains("<developmentDependency>true</developmentDependency>", nuspec, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">MIT</license>", nuspec, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", nuspec, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", nuspec, StringComparison.Ordinal);
    }

    [Fact]
    public void MmRuntime_brings_the_analyzers_with_all_their_assets() => Assert.Contains(
        $"<dependency id=\"MmAnalyzers\" version=\"{feed.Version}\" include=\"All\" />", Nuspec("MmRuntime"), StringComparison.Ordinal);

    [Fact]
    public async Task Two_packs_hold_the_same_bytes()
    {
        var again = Path.Combine(feed.Root, "again");
        await feed.PackAgainAsync(again);
        var (first, second) = (feed.Open("MmAnalyzers"), feed.Open("MmAnalyzers", again));
        Assert.Equal(first.Keys, second.Keys);
        Assert.DoesNotContain(first, entry => !entry.Value.AsSpan().SequenceEqual(second[entry.Key]));
    }

    private string Nuspec(string packageId) => Encoding.UTF8.GetString(feed.Open(packageId)[packageId + ".nuspec"]);
}
