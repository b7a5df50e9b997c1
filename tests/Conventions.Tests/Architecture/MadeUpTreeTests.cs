namespace MmAnalyzers.Conventions.Tests.Architecture;

/// <summary>The architecture tests can fail, and say what to do.</summary>
public sealed class MadeUpTreeTests
{
    private const string Low = "namespace MmAnalyzers.Engine.Flow; class Graph { public const int Size = 1; public int Count; }";

    [Fact]
    public void Reports_an_arrow_upwards_with_file_rooms_and_symbol()
    {
        var violation = Assert.Single(Rooms.Analyzers.Violations(Read(
            ("Flow/Graph.cs", "namespace MmAnalyzers.Engine.Flow; class Graph { object lockSet = new MmAnalyzers.Engine.Locks.LockSet(); }"),
            ("Locks/LockSet.cs", "namespace MmAnalyzers.Engine.Locks; class LockSet { public LockSet() { } }"))).Distinct());
        Assert.Equal("Flow/Graph.cs:1: Flow -> Locks via MmAnalyzers.Engine.Locks.LockSet", violation);
    }

    [Theory]
    [InlineData("[MmAnalyzers.Rules.Mark] class User { }", "an attribute")]
    [InlineData("class User { const int Own = MmAnalyzers.Rules.Numbers.One; }", "a constant")]
    [InlineData("class User : MmAnalyzers.Rules.Numbers { }", "a base class")]
    [InlineData("class User { System.Collections.Generic.List<MmAnalyzers.Rules.Numbers> list = null; }", "a type argument")]
    [InlineData("class User { void M() { var own = MmAnalyzers.Rules.Numbers.Make(); own.Count = 1; } }", "an inferred type")]
    public void Sees_every_way_to_name_something(string user, string way)
    {
        const string Numbers = """
            namespace MmAnalyzers.Rules;
            class Numbers { public const int One = 1; public int Count; public static Numbers Make() => new(); }
            class MarkAttribute : System.Attribute { }
            """;
        var found = Rooms.Analyzers.Violations(Read(("User.cs", "namespace MmAnalyzers.Engine.Calls; " + user), ("Numbers.cs", Numbers)));
        Assert.True(found.Any(), way + " was not seen");
    }

    [Fact]
    public void Silent_when_arrows_go_down() => Assert.Empty(Rooms.Analyzers.Violations(Read(
        ("Flow/Graph.cs", Low),
        ("Locks/LockSet.cs", "namespace MmAnalyzers.Engine.Locks; class LockSet { int size = MmAnalyzers.Engine.Flow.Graph.Size; }"))));

    [Fact]
    public void Silent_on_documentation() => Assert.Empty(Rooms.Analyzers.Violations(Read(
        ("Flow/Graph.cs", "namespace MmAnalyzers.Engine.Flow; /// <see cref=\"MmAnalyzers.Engine.Locks.LockSet\"/>\nclass Graph { }"),
        ("Locks/LockSet.cs", "namespace MmAnalyzers.Engine.Locks; class LockSet { }"))));

    [Fact]
    public void Reports_a_room_that_is_not_in_the_order() => Assert.NotEmpty(Rooms.Analyzers.Violations(Read(
        ("Flow/Graph.cs", Low), ("Attic/Old.cs", "namespace MmAnalyzers.Engine.Attic; class Old { MmAnalyzers.Engine.Flow.Graph graph; }"))));

    [Fact]
    public void Reports_one_theme_of_rules_that_names_another() => Assert.NotEmpty(Rooms.Analyzers.Violations(Read(
        ("A.cs", "namespace MmAnalyzers.Rules.Ordering; class A { }"), ("B.cs", "namespace MmAnalyzers.Rules.Discipline; class B { MmAnalyzers.Rules.Ordering.A a; }"))));

    [Fact]
    public void Reports_a_rule_that_names_another_rule() => Assert.Single(RuleArrows.BetweenRules(Read(
        ("Rule.cs", "namespace MmAnalyzers.Rules; abstract class LockRule { }"),
        ("A.cs", "namespace MmAnalyzers.Rules.Ordering; class A : MmAnalyzers.Rules.LockRule { B b; }"),
        ("B.cs", "namespace MmAnalyzers.Rules.Ordering; class B : MmAnalyzers.Rules.LockRule { }"))));

    [Fact]
    public void Finds_a_cycle_of_three_folders()
    {
        var cycle = Read(
            ("A.cs", "namespace MmAnalyzers.Engine.A; class A { MmAnalyzers.Engine.B.B b; }"),
            ("B.cs", "namespace MmAnalyzers.Engine.B; class B { MmAnalyzers.Engine.C.C c; }"),
            ("C.cs", "namespace MmAnalyzers.Engine.C; class C { MmAnalyzers.Engine.A.A a; }")).FindCycle();
        Assert.Equal(["A", "B", "C"], cycle.Select(step => step.From));
    }

    [Fact]
    public void Reports_a_code_fix_that_names_more_than_constants()
    {
        var graph = DependencyGraph.Of(
            [
                ("RuleIds.cs", "namespace MmAnalyzers.Rules; static class RuleIds { public const string Leak = \"MM2001\"; } class Rule { }"),
                ("Fine.cs", "namespace MmAnalyzers.CodeFixes.Fixes; class Fine { string id = MmAnalyzers.Rules.RuleIds.Leak; }"),
                ("Bad.cs", "namespace MmAnalyzers.CodeFixes.Fixes; class Bad { MmAnalyzers.Rules.Rule rule; }"),
            ],
            RuleArrows.AssemblyOf);
        Assert.StartsWith("Bad.cs", Assert.Single(RuleArrows.FromFixes(graph)), StringComparison.Ordinal);
    }

    private static DependencyGraph Read(params (string File, string Text)[] sources) => DependencyGraph.Of(sources, Rooms.OfAnalyzers);
}
