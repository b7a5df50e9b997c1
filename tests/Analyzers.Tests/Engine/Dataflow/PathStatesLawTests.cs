#pragma warning disable CA5394 // The cases must be the same in every run; nothing here is secret.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Tests.Engine.Dataflow;

/// <summary>The laws that the fixpoint relies on, tried on all small sets of states.</summary>
public sealed class PathStatesLawTests
{
    private const int Cap = 16;

    private static readonly LockRef A = Lock("a");
    private static readonly LockRef B = Lock("b");

    // Every state over two locks, counts, an unknown entry and one condition that the laws could trip over.
    private static readonly ImmutableArray<PathState> States = [.. HeldSets().SelectMany(held => new[]
    {
        PathState.Empty.WithHeld(held),
        PathState.Empty.WithHeld(held).WithCondition("x", true),
        PathState.Empty.WithHeld(held).WithCondition("x", false),
    })];

    private static readonly ImmutableArray<PathStates> Sets = [PathStates.None, .. States.Select(state => Of(state)), .. Pairs()];

    [Fact]
    public void Join_is_commutative() => ForEachPair((left, right) => Assert.Equal(left.Join(right, Cap), right.Join(left, Cap)));

    [Fact]
    public void Join_is_idempotent_and_absorbs() => ForEachPair((left, right) =>
    {
        var both = left.Join(right, Cap);
        Assert.Equal(both, both.Join(left, Cap));
        Assert.Equal(both, both.Join(both, Cap));
    });

    [Fact]
    public void Join_is_associative()
    {
        var random = new Random(3);
        for (var round = 0; round < 3_000; round++)
        {
            var (x, y, z) = (Any(random), Any(random), Any(random));
            Assert.Equal(x.Join(y, Cap).Join(z, Cap), x.Join(y.Join(z, Cap), Cap));
        }
    }

    [Fact]
    public void Order_of_states_does_not_matter()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var some = Enumerable.Range(0, random.Next(1, 40)).Select(_ => States[random.Next(States.Length)]).ToArray();
            var shuffled = some.ToArray();
            random.Shuffle(shuffled);

            Assert.Equal(PathStates.Of(some, Cap), PathStates.Of(shuffled, Cap));
            Assert.Equal(PathStates.Of(some, Cap).GetHashCode(), PathStates.Of(shuffled, Cap).GetHashCode());
        }
    }

    [Fact]
    public void Origins_are_no_part_of_equality_and_the_earliest_stays()
    {
        var late = PathState.Empty.WithHeld([new HeldEntry(A, LockMode.Exclusive, At(9))]);
        var early = PathState.Empty.WithHeld([new HeldEntry(A, LockMode.Exclusive, At(2))]);

        var joined = PathStates.Of([late, early], Cap);

        Assert.Equal(2, Assert.Single(joined.Paths).Held[0].AcquiredAt.Location.SourceSpan.Start);
        Assert.Equal(joined, PathStates.Of([early, late], Cap));
    }

    [Fact]
    public void Beyond_the_cap_conditions_go_first()
    {
        var states = Enumerable.Range(0, 5).Select(n => PathState.Empty.WithHeld(Held(A)).WithCondition("c" + n, true));

        var capped = Assert.Single(PathStates.Of(states, 4).Paths);

        Assert.Empty(capped.Conditions);
        Assert.False(Assert.Single(capped.Held).IsUnknown);
    }

    [Fact]
    public void Beyond_the_cap_only_what_all_hold_stays_certain()
    {
        var random = new Random(13);
        for (var round = 0; round < 500; round++)
        {
            var some = Enumerable.Range(0, 8).Select(_ => States[random.Next(States.Length)]).ToList();

            var capped = PathStates.Of(some, 2);

            Assert.InRange(capped.Paths.Length, 1, 2);
            foreach (var entry in capped.Paths.SelectMany(path => path.Held).Where(entry => !entry.IsUnknown && capped.Paths.Length == 1))
            {
                Assert.All(some, state => Assert.Contains(state.Held, other => other.Lock.Equals(entry.Lock) && !other.IsUnknown));
            }

            Assert.All(some.SelectMany(state => state.Held), held => Assert.Contains(capped.Paths.SelectMany(path => path.Held), entry => entry.Lock.Equals(held.Lock)));
        }
    }

    [Fact]
    public void Loop_heads_do_not_count_up()
    {
        var head = Of(PathState.Empty.WithHeld(Held(A)));
        var again = Of(PathState.Empty.WithHeld([new HeldEntry(A, LockMode.Exclusive, At(1)) { Count = 2 }]));

        Assert.Equal(head, head.JoinAtLoopHead(again, Cap));
        Assert.NotEqual(head, head.Join(again, Cap));
    }

    [Fact]
    public void Loop_heads_take_what_is_new()
    {
        var head = Of(PathState.Empty);
        var held = Of(PathState.Empty.WithHeld(Held(A)));

        Assert.Equal(head.Join(held, Cap), head.JoinAtLoopHead(held, Cap));
    }

    [Fact]
    public void Joining_at_a_cap_comes_to_rest()
    {
        // As a loop does it: what comes round is joined again and again until nothing changes.
        var random = new Random(17);
        for (var round = 0; round < 200; round++)
        {
            var incoming = Enumerable.Range(0, 12).Select(_ => PathStates.Of([States[random.Next(States.Length)]], 4)).ToList();
            var head = PathStates.None;
            var rounds = 0;
            for (var changed = true; changed; rounds++)
            {
                changed = false;
                foreach (var next in incoming)
                {
                    var joined = head.JoinAtLoopHead(next, 4);
                    changed |= !joined.Equals(head);
                    head = joined;
                }

                Assert.True(rounds < 20, "never comes to rest");
            }
        }
    }

    private static void ForEachPair(Action<PathStates, PathStates> law)
    {
        foreach (var left in Sets.Take(60))
        {
            foreach (var right in Sets)
            {
                law(left, right);
            }
        }
    }

    // Of two elements each, so that a join of three stays below the cap.
    private static IEnumerable<PathStates> Pairs() => States.Zip(States.Skip(7), (left, right) => PathStates.Of([left, right], Cap));

    private static PathStates Any(Random random) => Sets[random.Next(Sets.Length)];

    private static PathStates Of(PathState state) => PathStates.Of([state], Cap);

    private static IEnumerable<ImmutableArray<HeldEntry>> HeldSets()
    {
        HeldEntry?[] ofA = [null, Entry(A), Entry(A) with { Count = 2 }, Entry(A) with { IsUnknown = true }, Entry(A) with { IsCallers = true }];
        HeldEntry?[] ofB = [null, Entry(B), new(B, LockMode.Shared, At(4))];
        foreach (var a in ofA)
        {
            foreach (var b in ofB)
            {
                yield return [.. new[] { a, b }.OfType<HeldEntry>()];
            }
        }

        yield return [Entry(B), Entry(A)];
    }

    private static ImmutableArray<HeldEntry> Held(LockRef @lock) => [Entry(@lock)];

    private static HeldEntry Entry(LockRef @lock) => new(@lock, LockMode.Exclusive, At(1));

    private static LockRef Lock(string name) => new(new("F:C." + name, name, PrimitiveKind.Monitor), AccessPath.This().Then("F:C." + name));

    private static Site At(int position) => new(Location.Create("a.cs", new(position, 1), default), "C.M");
}
