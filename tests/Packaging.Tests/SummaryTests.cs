namespace MmAnalyzers.Packaging.Tests;

/// <summary>What a build knows of the locks of a project that it references.</summary>
[Collection(PackagingGroup.Name)]
public sealed class SummaryTests(PackedFeed feed)
{
    private const string Library = """
        public class Ledger
        {
            public readonly object Gate = new();
            public void Record() { lock (Gate) { } }
        }
        """;

    private const string Generator = "MmAnalyzers.Summaries.dll";

    private const string Program = """
        var ledger = new Ledger();
        var shop = new Shop(ledger);
        new Thread(shop.Sell).Start();
        new Thread(shop.Close).Start();

        class Shop(Ledger ledger)
        {
            private readonly Ledger _ledger = ledger;
            private readonly object _till = new();
            public void Sell() { lock (_till) { _ledger.Record(); } }
            public void Close() { lock (_ledger.Gate) { lock (_till) { } } }
        }
        """;

    [Fact]
    public async Task Build_with_summaries_reports_a_cycle_through_the_other_project()
    {
        var build = (await TwoProjects().BuildAsync("MmLockSummaries=true")).ExpectExit(0);
        Assert.Contains("warning MM1002", build.Output, StringComparison.Ordinal);
        Assert.Contains("via 'Ledger.Record'", build.Output, StringComparison.Ordinal);

        // The compiler's name for a generator or analyzer that it could not load, or that failed.
        Assert.DoesNotContain("CS8032", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8784", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8785", build.Output, StringComparison.Ordinal);

        // Loaded beside the generator, the analyzers must not run a second time.
        Assert.Single(build.Results("MM1002"));
    }

    [Theory]
    [InlineData("MmLockSummaries=")]
    [InlineData("MmLockSummaries=false")]
    public async Task Project_that_makes_a_package_has_none_unless_it_asks(string property)
    {
        var build = (await TwoProjects().BuildAsync(property)).ExpectExit(0);
        Assert.DoesNotContain("MM1002", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_that_makes_no_package_has_them()
    {
        var build = (await TwoProjects().BuildAsync("IsPackable=false")).ExpectExit(0);
        Assert.Contains("warning MM1002", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Design_time_build_runs_no_generator()
    {
        var project = feed.NewProject("MmAnalyzers").WithSource("Program.cs", "System.Console.WriteLine();");
        (await project.BuildAsync()).ExpectExit(0);

        // Loading a design-time build into an editor is not possible here, but what it would be given is.
        Assert.Contains(Generator, await project.AnalyzersAsync("MmLockSummaries=true"), StringComparison.Ordinal);
        Assert.DoesNotContain(Generator, await project.AnalyzersAsync("MmLockSummaries=true", "DesignTimeBuild=true"), StringComparison.Ordinal);
    }

    private ScratchProject TwoProjects() => feed.NewProject("MmAnalyzers").WithLibrary(Library).WithSource("Program.cs", Program);
}
