namespace MmAnalyzers.Packaging.Tests;

/// <summary>What a user sees who installs a package and builds the bank sample.</summary>
[Collection(PackagingGroup.Name)]
public sealed class ConsumerTests(PackedFeed feed)
{
    private const string Sample = "01-BankTransfer/Broken";

    [Fact]
    public async Task Strict_fails_the_build_and_the_log_has_both_places_of_the_cycle()
    {
        var build = (await Bank("MmAnalyzers").BuildAsync("MmAnalyzersPreset=Strict")).ExpectExit(1);
        Assert.Contains("error MM1002", build.Output, StringComparison.Ordinal);
        var files = BuildResult.RelatedFiles(Assert.Single(build.Results("MM1002"))).ToList();
        Assert.Contains("Bank.cs", files);
        Assert.Contains("AuditLog.cs", files);
        Assert.DoesNotContain("MM1011", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MmAnalyzersPreset=")]
    [InlineData("MmAnalyzersPreset=recommended")]
    public async Task Default_warns_and_the_build_goes_on(string property)
    {
        var build = (await Bank("MmAnalyzers").BuildAsync(property)).ExpectExit(0);
        Assert.Contains("warning MM1002", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MM1011", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MMB001", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_is_silent()
    {
        var build = (await Bank("MmAnalyzers").BuildAsync("MmAnalyzersPreset=None")).ExpectExit(0);
        Assert.DoesNotContain("MM1002", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_preset_is_a_warning_that_lists_the_known_ones()
    {
        var build = (await Bank("MmAnalyzers").BuildAsync("MmAnalyzersPreset=Bogus")).ExpectExit(0);
        Assert.Contains("warning MMB001: MmAnalyzersPreset is 'Bogus'", build.Output, StringComparison.Ordinal);
        Assert.Contains("Recommended, All, Strict, Tests, None", build.Output, StringComparison.Ordinal);
        Assert.Contains("warning MM1002", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_projects_get_suggestions_unless_they_choose()
    {
        var build = (await Bank("MmAnalyzers").BuildAsync("IsTestProject=true")).ExpectExit(0);
        Assert.DoesNotContain("warning MM1002", build.Output, StringComparison.Ordinal);
        Assert.Equal("note", Assert.Single(build.Results("MM1002")).GetProperty("level").GetString());
    }

    [Fact]
    public async Task Live_findings_show_in_builds_that_ask_for_them()
    {
        var build = (await Bank("MmAnalyzers").BuildAsync("MmAnalyzersLiveInBuild=true")).ExpectExit(0);
        Assert.Contains("warning MM1011", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_installs_the_runtime_gets_the_analyzers()
    {
        var build = (await Bank("MmRuntime").BuildAsync()).ExpectExit(0);
        Assert.Contains("warning MM1002", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_repairs_the_leaked_lock_and_the_result_is_silent()
    {
        var project = feed.NewProject("MmAnalyzers")
            .WithSample("02-CacheRefresh/Broken", name => name == "RefreshSchedule.cs")
            .WithSource("Program.cs", "new CacheRefresh.RefreshSchedule().PostponeFirst();");
        Assert.Contains("error MM2001", (await project.BuildAsync("MmAnalyzersPreset=Strict")).ExpectExit(1).Output, StringComparison.Ordinal);
        var (exitCode, output) = await project.FormatAsync("MM2001");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("MM2001", (await project.BuildAsync("MmAnalyzersPreset=Strict")).ExpectExit(0).Output, StringComparison.Ordinal);
    }

    private ScratchProject Bank(string packageId) => feed.NewProject(packageId).WithSample(Sample);
}
