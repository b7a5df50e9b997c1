using MmAnalyzers.Engine.Locks;
using static MmAnalyzers.Tests.Engine.Ordering.CycleSearchKit;
using static MmAnalyzers.Tests.Engine.Ordering.EdgeBuilder;

namespace MmAnalyzers.Tests.Engine.Ordering;

public class SameClassCyclesTests
{
    private const string Add = "M:App.C.Add(App.C)";
    private const string Remove = "M:App.C.Remove(System.Int32,App.C)";

    [Fact]
    public void Reports_receiver_then_other_against_other_then_receiver() =>
        Assert.Equal(
            ["F:App.A>X|F:App.A>X"],
            Identities(Edge(This("A"), Parameter("A"), 1, Add), Edge(Parameter("A", 1), This("A"), 9, Remove)));

    [Fact]
    public void Reports_two_parameters_in_both_orders() =>
        Assert.Single(Find(Edge(Parameter("A", 0), Parameter("A", 1), 1, Add), Edge(Parameter("A", 2), Parameter("A", 1), 9, Remove)).Cycles);

    [Fact]
    public void Silent_when_there_is_one_order_only() =>
        Assert.Empty(Find(Edge(This("A"), Parameter("A"), 1, Add), Edge(This("A"), Parameter("A", 1), 9, Remove)).Cycles);

    [Fact]
    public void Silent_when_two_parameters_are_taken_in_one_order() =>
        Assert.Empty(Find(Edge(Parameter("A", 0), Parameter("A", 1), 1, Add), Edge(Parameter("A", 1), Parameter("A", 2), 9, Remove)).Cycles);

    [Fact]
    public void Silent_when_a_body_picks_the_order_by_a_key() =>
        Assert.Empty(Find(Edge(Parameter("A", 0), Parameter("A", 1), 1, Add), Edge(Parameter("A", 1), Parameter("A", 0), 9, Add)).Cycles);

    [Fact]
    public void Silent_when_two_bodies_pick_the_order_by_a_key() =>
        Assert.Empty(Find(
            Edge(This("A"), Parameter("A"), 1, Add),
            Edge(Parameter("A"), This("A"), 2, Add),
            Edge(This("A"), Parameter("A"), 3, Remove),
            Edge(Parameter("A"), This("A"), 4, Remove)).Cycles);

    [Fact]
    public void Silent_when_the_receivers_are_of_different_types() =>
        Assert.Empty(Find(Edge(This("A"), Parameter("A"), 1, Add), Edge(Parameter("A"), This("A"), 9, "M:App.D.Remove(App.C)")).Cycles);

    [Fact]
    public void Silent_about_locals_and_unknown_instances() =>
        Assert.Empty(Find(
            Edge(This("A"), new(Class("A"), AccessPath.Local("x")), 1, Add),
            Edge(new(Class("A"), AccessPath.Local("x")), This("A"), 9, Remove),
            Edge(This("A"), new(Class("A"), AccessPath.Unknown), 1, Add),
            Edge(new(Class("A"), AccessPath.Unknown), This("A"), 9, Remove)).Cycles);

    [Fact]
    public void Silent_when_a_static_gate_keeps_the_threads_apart() =>
        Assert.Empty(Find(Edge(This("A"), Parameter("A"), 1, Add).Gated(Static("G")), Edge(Parameter("A"), This("A"), 9, Remove).Gated(Static("G"))).Cycles);

    [Fact]
    public void Silent_when_readers_meet_readers() =>
        Assert.Empty(Find(
            Edge(This("A"), Parameter("A"), 1, Add).Modes(LockMode.Shared, LockMode.Shared),
            Edge(Parameter("A"), This("A"), 9, Remove).Modes(LockMode.Shared, LockMode.Shared)).Cycles);

    [Fact]
    public void Reports_two_statics_of_one_class_even_in_one_body()
    {
        var left = new LockRef(Class("A"), AccessPath.Static("F:App.left").Then("F:App.A"));
        var right = new LockRef(Class("A"), AccessPath.Static("F:App.right").Then("F:App.A"));

        Assert.Single(Find(Edge(left, right), Edge(right, left, 9)).Cycles);
    }

    [Fact]
    public void Reports_one_cycle_for_a_class_however_many_bodies_take_part() =>
        Assert.Single(Find(
            Edge(This("A"), Parameter("A"), 1, Add),
            Edge(Parameter("A"), This("A"), 9, Remove),
            Edge(Parameter("A"), This("A"), 20, "M:App.C.Clear(App.C)")).Cycles);
}
