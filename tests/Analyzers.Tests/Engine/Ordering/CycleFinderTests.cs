using MmAnalyzers.Engine.Ordering;
using static MmAnalyzers.Tests.Engine.Ordering.CycleSearchKit;
using static MmAnalyzers.Tests.Engine.Ordering.EdgeBuilder;

namespace MmAnalyzers.Tests.Engine.Ordering;

public class CycleFinderTests
{
    [Fact]
    public void Reports_two_locks_in_opposite_orders() =>
        Assert.Equal(["F:App.A>X|F:App.B>X"], Identities(Edge("A", "B"), Edge("B", "A")));

    [Fact]
    public void Reports_a_cycle_of_three() =>
        Assert.Equal(["F:App.A>X|F:App.B>X|F:App.C>X"], Identities(Edge("B", "C"), Edge("C", "A"), Edge("A", "B")));

    [Fact]
    public void Reports_a_cycle_of_four() =>
        Assert.Equal(["F:App.A>X|F:App.D>X|F:App.B>X|F:App.C>X"], Identities(Edge("A", "D"), Edge("D", "B"), Edge("B", "C"), Edge("C", "A")));

    [Fact]
    public void Reports_eight_locks_and_no_more()
    {
        Assert.Single(Find(Circle(8)).Cycles);
        Assert.Empty(Find(Circle(9)).Cycles);
    }

    [Fact]
    public void Silent_when_the_order_is_consistent() =>
        Assert.Empty(Identities(Edge("A", "B"), Edge("B", "C"), Edge("A", "C"), Edge("C", "D"), Edge("B", "D")));

    [Fact]
    public void Silent_on_a_diamond() =>
        Assert.Empty(Identities(Edge("A", "B"), Edge("A", "C"), Edge("B", "D"), Edge("C", "D")));

    [Fact]
    public void Reports_both_cycles_that_share_a_tail() =>
        Assert.Equal(
            ["F:App.A>X|F:App.B>X|F:App.C>X", "F:App.B>X|F:App.C>X|F:App.D>X"],
            Identities(Edge("A", "B"), Edge("D", "B"), Edge("B", "C"), Edge("C", "A"), Edge("C", "D")));

    [Fact]
    public void Leaves_what_hangs_on_a_cycle_out_of_it() =>
        Assert.Equal(["F:App.A>X|F:App.B>X"], Identities(Edge("X", "A"), Edge("A", "B"), Edge("B", "A"), Edge("B", "Y"), Edge("Y", "Z")));

    [Fact]
    public void Reports_no_pair_of_classes_twice_when_every_edge_was_covered() =>
        Assert.Equal(["F:App.A>X|F:App.B>X"], Identities(Edge("A", "B", 1), Edge("A", "B", 20), Edge("B", "A", 40), Edge("B", "A", 60)));

    [Fact]
    public void Reports_the_long_way_when_the_short_one_is_gated() =>
        Assert.Equal(
            ["F:App.A>X|F:App.B>X|F:App.C>X"],
            Identities(Edge("A", "B", 1, "G"), Edge("B", "A", 2, "G"), Edge("B", "C"), Edge("C", "A")));

    [Fact]
    public void Reports_the_ungated_one_of_parallel_ways() =>
        Assert.Equal(70, Find(Edge("A", "B", 1, "G"), Edge("B", "A", 2, "G"), Edge("A", "B", 70)).Cycles.Single().Edges[0].From.AcquiredAt.Line);

    [Fact]
    public void Keeps_the_way_with_fewest_calls_as_witness()
    {
        var far = Edge("A", "B").Through(Site("A.cs", 1, "C.Run"), Site("A.cs", 2, "C.Do"));

        Assert.Equal(50, Find(far, Edge("A", "B", 50), Edge("B", "A")).Cycles.Single().Edges[0].From.AcquiredAt.Line);
    }

    [Fact]
    public void Keeps_a_hand_written_witness_before_a_generated_one()
    {
        var generated = Edge("A", "B") with { IsGenerated = true };

        Assert.Equal(50, Find(generated, Edge("A", "B", 50), Edge("B", "A")).Cycles.Single().Edges[0].From.AcquiredAt.Line);
    }

    [Fact]
    public void Counts_what_is_past_the_cap_of_a_component()
    {
        var hub = Enumerable.Range(0, 14).SelectMany(i => new[] { Edge("Hub", $"S{i:00}"), Edge($"S{i:00}", "Hub") }).ToArray();

        var cycles = Find(hub).Cycles;

        Assert.Equal(10, cycles.Length);
        Assert.Equal(4, cycles[9].Omitted);
        Assert.All(cycles.Take(9), cycle => Assert.Equal(0, cycle.Omitted));
    }

    [Fact]
    public void Caps_each_component_on_its_own()
    {
        var limits = CycleLimits.Default with { MaxPerComponent = 1 };
        var edges = new[] { Edge("A", "B"), Edge("B", "A"), Edge("C", "D"), Edge("D", "C") };

        Assert.Equal([0, 0], Find(edges, [], limits).Cycles.Select(cycle => cycle.Omitted));
    }

    [Fact]
    public void Counts_a_search_that_met_its_limit()
    {
        var findings = Find(Circle(6), [], CycleLimits.Default with { MaxExpansions = 5 });

        Assert.Empty(findings.Cycles);
        Assert.Equal(6, findings.CutShort);
    }

    [Fact]
    public void Counts_the_searches_for_which_a_component_has_nothing_left()
    {
        // Three pairs need two expansions each; the second search uses up what there is, the third finds nothing left.
        var gated = Circle(3).Select(edge => edge.Gated(Static("G"))).ToArray();

        Assert.Equal(0, Find(gated, [], CycleLimits.Default with { MaxExpansionsPerComponent = 6 }).CutShort);
        Assert.Equal(2, Find(gated, [], CycleLimits.Default with { MaxExpansionsPerComponent = 3 }).CutShort);
    }

    [Fact]
    public void Needs_no_more_expansions_than_locks_when_nothing_is_infeasible() =>
        Assert.Equal(0, Find(Circle(8), [], CycleLimits.Default with { MaxExpansions = 8 }).CutShort);

    [Fact]
    public void Survives_a_chain_of_twenty_thousand_locks()
    {
        var chain = Enumerable.Range(0, 20_000).Select(i => Edge($"N{i:000000}", $"N{i + 1:000000}")).Append(Edge("N020000", "N019999")).ToArray();

        Assert.Single(Find(chain).Cycles);
    }

    [Fact]
    public void Stops_when_cancelled() =>
        Assert.Throws<OperationCanceledException>(
            () => CycleFinder.Find([Edge("A", "B"), Edge("B", "A")], new(_ => false, (_, _) => false), CycleLimits.Default, new CancellationToken(canceled: true)));

    [Fact]
    public void Silent_without_edges() => Assert.Empty(Identities());

    private static MmAnalyzers.Engine.Summaries.LockEdge[] Circle(int count) =>
        Enumerable.Range(0, count).Select(i => Edge($"L{i}", $"L{(i + 1) % count}")).ToArray();
}
