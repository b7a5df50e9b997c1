using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;
using static MmAnalyzers.Engine.Locks.LockMode;
using static MmAnalyzers.Tests.Engine.Ordering.CycleSearchKit;
using static MmAnalyzers.Tests.Engine.Ordering.EdgeBuilder;

namespace MmAnalyzers.Tests.Engine.Ordering;

public class FeasibilityTests
{
    private static readonly LockEdge There = Edge("A", "B");
    private static readonly LockEdge Back = Edge("B", "A", 10);

    [Fact]
    public void Silent_when_a_static_gate_keeps_the_threads_apart()
    {
        var findings = Find(There.Gated(Static("G")), Back.Gated(Static("G")));

        Assert.Empty(findings.Cycles);
        Assert.Empty(findings.Lowered);
    }

    [Fact]
    public void Reports_when_only_one_thread_holds_the_gate() => Assert.Single(Find(There.Gated(Static("G")), Back).Cycles);

    [Fact]
    public void Reports_when_the_gates_differ() => Assert.Single(Find(There.Gated(Static("G")), Back.Gated(Static("H"))).Cycles);

    [Fact]
    public void Reports_when_the_gates_are_different_statics_of_one_class()
    {
        var left = new LockRef(Class("G"), AccessPath.Static("F:App.left").Then("F:App.G"));
        var right = new LockRef(Class("G"), AccessPath.Static("F:App.right").Then("F:App.G"));

        Assert.Single(Find(There.Gated(left), Back.Gated(right)).Cycles);
    }

    [Theory]
    [InlineData(Shared, Shared, 1)]
    [InlineData(Shared, Upgradeable, 1)]
    [InlineData(Shared, Exclusive, 0)]
    [InlineData(Upgradeable, Upgradeable, 0)]
    [InlineData(Exclusive, Exclusive, 0)]
    internal void Counts_a_gate_only_in_modes_that_exclude(LockMode one, LockMode other, int expected)
    {
        Assert.Equal(expected, Find(There.Gated(Static("G"), one), Back.Gated(Static("G"), other)).Cycles.Length);
        Assert.Equal(expected, Find(There.Gated(Static("G"), other), Back.Gated(Static("G"), one)).Cycles.Length);
    }

    [Fact]
    public void Silent_when_two_of_three_threads_share_a_gate() =>
        Assert.Empty(Find(Edge("A", "B", 1, "G"), Edge("B", "C"), Edge("C", "A", 1, "G")).Cycles);

    [Fact]
    public void Silent_when_a_thread_holds_a_second_lock_of_the_cycle() =>
        Assert.Empty(Find(Edge("A", "B", 1, "C"), Edge("B", "C"), Edge("C", "A")).Cycles);

    [Fact]
    public void Lowers_a_cycle_whose_gates_are_of_one_class_only()
    {
        var findings = Find(There.Gated(This("G")), Back.Gated(Parameter("G")));

        Assert.Empty(findings.Cycles);
        Assert.True(Assert.Single(findings.Lowered).HasClassLevelGate);
    }

    [Fact]
    public void Lowers_a_cycle_whose_receivers_need_not_be_one_object() =>
        Assert.Single(Find(There.Gated(This("G")), Back.Gated(This("G"))).Lowered);

    [Fact]
    public void Silent_when_the_gate_belongs_to_the_receiver_that_owns_the_cycle()
    {
        var findings = Find(Edge(This("A"), This("B")).Gated(This("G")), Edge(This("B"), This("A")).Gated(This("G")));

        Assert.Empty(findings.Cycles);
        Assert.Empty(findings.Lowered);
    }

    [Fact]
    public void Ignores_a_gate_that_no_other_thread_can_see()
    {
        var fresh = new LockRef(Class("G"), AccessPath.Fresh("0").Then("F:App.G"));

        Assert.Single(Find(There.Gated(fresh), Back.Gated(fresh)).Cycles);
    }

    [Theory]
    [InlineData(Exclusive, Exclusive, false, 1)]
    [InlineData(Exclusive, Shared, false, 1)]
    [InlineData(Exclusive, Upgradeable, false, 1)]
    [InlineData(Shared, Exclusive, false, 1)]
    [InlineData(Upgradeable, Exclusive, false, 1)]
    [InlineData(Upgradeable, Upgradeable, false, 1)]
    [InlineData(Shared, Shared, false, 0)]
    [InlineData(Shared, Upgradeable, false, 0)]
    [InlineData(Upgradeable, Shared, false, 0)]
    [InlineData(Shared, Shared, true, 1)]
    [InlineData(Shared, Upgradeable, true, 1)]
    [InlineData(Upgradeable, Shared, true, 1)]
    internal void Waits_only_where_the_modes_conflict(LockMode waiting, LockMode held, bool hasWriter, int expected)
    {
        HashSet<LockClass> writers = hasWriter ? [Class("B")] : [Class("A")];

        Assert.Equal(expected, Find([There.Modes(Exclusive, waiting), Back.Modes(held, Exclusive)], writers).Cycles.Length);
    }

    [Fact]
    public void Reports_the_conflicting_one_of_parallel_modes() =>
        Assert.Equal(["F:App.A>X|F:App.B>SX"], Identities(There.Modes(Exclusive, Shared), There, Back.Modes(Shared, Exclusive)));

    [Fact]
    public void Silent_when_no_two_of_the_bodies_can_run_at_once() =>
        Assert.Empty(Find(There with { IsConcurrent = false }, Back with { IsConcurrent = false }).Cycles);

    [Fact]
    public void Reports_when_one_body_runs_beside_a_concurrent_one() => Assert.Single(Find(There with { IsConcurrent = false }, Back).Cycles);

    [Theory]
    [InlineData("From")]
    [InlineData("To")]
    public void Silent_about_a_lock_that_no_other_thread_can_see(string end)
    {
        var fresh = new LockRef(Class("A"), AccessPath.Fresh("0").Then("F:App.A"));
        var edges = end == "From" ? new[] { Edge(fresh, Static("B")), Back } : [There, Edge(Static("B"), fresh)];

        Assert.Empty(Find(edges).Cycles);
    }

    [Fact]
    public void Silent_about_a_lock_known_by_its_type_alone()
    {
        var byType = new LockClass(LockClass.WeakPrefix + "System.Object", "object", PrimitiveKind.Monitor);
        var syncRoot = new LockClass("P:System.Collections.ICollection.SyncRoot", "SyncRoot", PrimitiveKind.Monitor);

        Assert.Empty(Find(Edge(Static("A"), new(byType, AccessPath.Parameter(0))), Edge(new(byType, AccessPath.Unknown), Static("A"))).Cycles);
        Assert.Empty(Find(Edge(Static("A"), new(syncRoot, AccessPath.This().Then("F:App.L").Then(syncRoot.Id))), Edge(new(syncRoot, AccessPath.Unknown), Static("A"))).Cycles);
    }

    [Fact]
    public void Reports_a_lock_on_the_receiver_and_on_a_type_object()
    {
        var type = new LockClass("T:App.C", "C", PrimitiveKind.Monitor);

        Assert.Single(Find(Edge(Static("A"), new(type, AccessPath.This())), Edge(new(type, AccessPath.This()), Static("A"))).Cycles);
        Assert.Single(Find(Edge(Static("A"), new(type, AccessPath.Static("T:App.C"))), Edge(new(type, AccessPath.Static("T:App.C")), Static("A"))).Cycles);
    }

    [Fact]
    public void Silent_when_one_means_the_type_object_and_the_other_an_instance()
    {
        var type = new LockClass("T:App.C", "C", PrimitiveKind.Monitor);

        Assert.Empty(Find(Edge(Static("A"), new(type, AccessPath.This())), Edge(new(type, AccessPath.Static("T:App.C")), Static("A"))).Cycles);
    }

    [Fact]
    public void Reports_a_member_whose_instance_is_unknown() =>
        Assert.Single(Find(Edge(Static("A"), new(Class("B"), AccessPath.Unknown)), Edge(This("B"), Static("A"))).Cycles);

    [Fact]
    public void Reports_the_lock_of_a_singleton_against_the_receiver()
    {
        var singleton = new LockRef(Class("B"), AccessPath.Static("P:App.S.Instance").Then("F:App.B"));

        Assert.Single(Find(Edge(Static("A"), singleton), Edge(This("B"), Static("A"))).Cycles);
    }
}
