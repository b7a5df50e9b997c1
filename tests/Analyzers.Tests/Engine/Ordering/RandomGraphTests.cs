#pragma warning disable CA5394 // Graphs must come out the same in every run; nothing here is secret.
using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;
using static MmAnalyzers.Tests.Engine.Ordering.CycleSearchKit;
using static MmAnalyzers.Tests.Engine.Ordering.EdgeBuilder;

namespace MmAnalyzers.Tests.Engine.Ordering;

/// <summary>Compares the finder, on many small graphs, with a search that tries everything.</summary>
public class RandomGraphTests
{
    private static readonly HashSet<LockClass> Writers = [Class("L0"), Class("L2"), Class("L4")];

    [Fact]
    public void Reports_a_cycle_exactly_when_trying_everything_finds_one()
    {
        var verdicts = new Dictionary<bool, int> { [false] = 0, [true] = 0 };
        foreach (var seed in Enumerable.Range(0, 300))
        {
            var edges = Graph(seed);
            var expected = HasCycle(edges, maxLength: 8);
            verdicts[expected]++;

            var findings = Find(edges, Writers);

            Assert.True(expected == findings.Cycles.Length > 0, $"seed {seed}");
            Assert.Equal(0, findings.CutShort);
        }

        // Both answers must be common, or the test proves little.
        Assert.True(verdicts[false] > 60 && verdicts[true] > 60, string.Join(" ", verdicts));
    }

    [Fact]
    public void Reports_only_true_cycles_and_none_twice()
    {
        foreach (var seed in Enumerable.Range(0, 300))
        {
            var cycles = Find(Graph(seed), Writers).Cycles;

            Assert.All(cycles, cycle => Assert.True(IsCycle(cycle.Edges), $"seed {seed}: {cycle.Identity}"));
            Assert.Equal(cycles.Length, cycles.Select(cycle => string.Join(" ", cycle.Edges.Select(edge => edge.To.Class.Id))).Distinct().Count());
        }
    }

    [Fact]
    public void Reports_a_cycle_through_every_pair_that_has_one()
    {
        foreach (var seed in Enumerable.Range(0, 60))
        {
            var edges = Graph(seed);
            var covered = Find(edges, Writers, CycleLimits.Default with { MaxPerComponent = int.MaxValue }).Cycles
                .SelectMany(cycle => cycle.Edges.Select(Pair))
                .ToHashSet();

            var expected = edges.GroupBy(Pair).Where(pair => pair.Any(edge => CanClose(edges, [edge], 8))).Select(pair => pair.Key);

            Assert.True(covered.SetEquals(expected), $"seed {seed}");
        }
    }

    [Fact]
    public void Reports_the_same_in_the_same_order_when_edges_come_shuffled_and_twice()
    {
        foreach (var seed in Enumerable.Range(0, 100))
        {
            var edges = Graph(seed);
            var shuffled = edges.Concat(edges.Take(5).Select(edge => edge with { BodyId = edge.BodyId })).ToArray();
            Random(seed).Shuffle(shuffled);

            Assert.Equal(Text(Find(edges, Writers)), Text(Find(shuffled, Writers)));
        }
    }

    private static LockEdge[] Graph(int seed)
    {
        var random = Random(seed);
        var locks = random.Next(3, 7);
        var edges = new List<LockEdge>();
        for (var count = random.Next(3, 14); count > 0; count--)
        {
            var from = random.Next(locks);
            var to = (from + random.Next(1, locks)) % locks;
            var edge = Edge($"L{from}", $"L{to}", random.Next(1, 900)).Modes(Mode(random), Mode(random)) with { IsConcurrent = random.Next(4) > 0 };
            for (var gates = random.Next(3); gates > 0; gates--)
            {
                edge = edge.Gated(Static($"G{random.Next(2)}"), Mode(random));
            }

            edges.Add(edge);
        }

        return [.. edges];
    }

    private static Random Random(int seed) => new(seed * 7919);

    private static LockMode Mode(Random random) => random.Next(6) switch { 0 => LockMode.Upgradeable, 1 => LockMode.Shared, _ => LockMode.Exclusive };

    private static (string From, string To) Pair(LockEdge edge) => (edge.From.Lock.Class.Id, edge.To.Class.Id);

    private static bool HasCycle(LockEdge[] edges, int maxLength) => edges.Any(edge => CanClose(edges, [edge], maxLength));

    private static bool CanClose(LockEdge[] edges, ImmutableList<LockEdge> path, int maxLength) =>
        IsCycle(path) || (path.Count < maxLength
            && edges.Any(next => next.From.Lock.Class.Equals(path[^1].To.Class) && IsPath(path.Add(next)) && CanClose(edges, path.Add(next), maxLength)));

    private static bool IsPath(IReadOnlyList<LockEdge> edges) => edges.Select(edge => edge.From.Lock.Class).Distinct().Count() == edges.Count;

    // Written apart from the product's feasibility tests, for static locks only.
    private static bool IsCycle(IReadOnlyList<LockEdge> edges)
    {
        if (edges.Count < 2 || !IsPath(edges) || edges.Count(edge => !edge.IsConcurrent) > 1)
        {
            return false;
        }

        var waits = edges.Select((edge, i) => (edge, next: edges[(i + 1) % edges.Count]));
        if (waits.Any(pair => !pair.edge.To.Class.Equals(pair.next.From.Lock.Class)
            || !(Excludes(pair.edge.ToMode, pair.next.From.Mode) || Writers.Contains(pair.edge.To.Class))))
        {
            return false;
        }

        var gates = edges.SelectMany((edge, thread) => edge.Gates.Select(gate => (thread, gate))).ToList();
        return !gates.Any(one => gates.Any(other =>
            one.thread != other.thread && one.gate.Lock.Class.Equals(other.gate.Lock.Class) && Excludes(one.gate.Mode, other.gate.Mode)));
    }

    private static bool Excludes(LockMode left, LockMode right) => (left, right) switch
    {
        (LockMode.Exclusive, _) or (_, LockMode.Exclusive) or (LockMode.Upgradeable, LockMode.Upgradeable) => true,
        _ => false,
    };
}
