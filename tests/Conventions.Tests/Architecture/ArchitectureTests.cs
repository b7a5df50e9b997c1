namespace MmAnalyzers.Conventions.Tests.Architecture;

/// <summary>The arrows of ARCHITECTURE.md, read from source.</summary>
public sealed class ArchitectureTests
{
    private static readonly Lazy<DependencyGraph> Analyzers = new(() => DependencyGraph.OfFolders(["analyzers"], Rooms.OfAnalyzers));
    private static readonly Lazy<DependencyGraph> Runtime = new(() => DependencyGraph.OfFolders(["runtime"], Rooms.OfRuntime));

    [Fact]
    public void Engine_and_rules_name_only_what_stands_below_them() => Findings.None(Rooms.Analyzers.Violations(Analyzers.Value));

    [Fact]
    public void Folders_of_the_analyzers_form_no_cycle() => Findings.None(Analyzers.Value.FindCycle().Select(step => step.ToString()));

    [Fact]
    public void Rules_never_name_each_other() => Findings.None(RuleArrows.BetweenRules(Analyzers.Value));

    [Fact]
    public void Runtime_folders_name_only_folders_below_them() => Findings.None(Rooms.Runtime.Violations(Runtime.Value));

    [Fact]
    public void Folders_of_the_runtime_form_no_cycle() => Findings.None(Runtime.Value.FindCycle().Select(step => step.ToString()));

    [Fact]
    public void Code_fixes_know_rules_by_their_constants_only() =>
        Findings.None(RuleArrows.FromFixes(DependencyGraph.OfFolders(["analyzers", "codefixes"], RuleArrows.AssemblyOf)));

    [Fact]
    public void The_graph_is_not_empty_so_that_silence_means_something() =>
        Assert.Contains(Analyzers.Value.Dependencies, dependency => dependency.From.StartsWith("Rules.", StringComparison.Ordinal) && dependency.To == "Summaries");
}
