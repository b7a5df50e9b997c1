using MmRuntime.AddressSpaces;
using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmRuntime.Tests.AddressSpaces;

using World = MmRuntime.Exploration.World;

/// <summary>A reader beside a writer, in every schedule with up to two preemptions.</summary>
public sealed class TreeProtocolTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private enum Mode
    {
        Shared,
        Hasty,
        Solo,
    }

    [Fact]
    public void A_look_up_beside_a_change_in_one_leaf_sees_it_whole_or_not_at_all()
    {
        var (old, young) = (0, 0);
        Passes(
            ranges: 2,
            write: (tree, world) => world.Check(tree.Store(4, 7, 9), "there is memory"),
            read: (tree, world) =>
            {
                var isThere = tree.TryFind(5, out var slot);
                world.Check(isThere && slot is 2 or 9, "the page is never free");
                (old, young) = (old + (slot == 2 ? 1 : 0), young + (slot == 9 ? 1 : 0));
            });
        Assert.True(old > 0 && young > 0);
    }

    [Fact]
    public void A_look_up_beside_a_cut_of_a_node_finds_what_stays() => Passes(
        ranges: 20,
        write: (tree, world) => world.Check(Cut(tree), "there is memory"),
        read: (tree, world) => world.Check(tree.TryFind(5, out var slot) && slot == 2 && tree.TryFind(41, out slot) && slot == 11, "it was there all the time"));

    [Fact]
    public void A_range_that_grows_over_its_neighbour_is_seen_old_or_new() => Passes(
        ranges: 20,
        write: (tree, world) => world.Check(tree.ChangeRange(new(28, 30, 8), 28, 42), "there is memory"),
        read: (tree, world) =>
        {
            var first = tree.TryFind(29, out var slot) ? slot : 0;
            world.Check(first == 8, "what grows is there");
            first = tree.TryFind(37, out slot) ? slot : 0;
            var second = tree.TryFind(33, out slot) ? slot : 0;
            world.Check(first is 10 or 8 && second is 9 or 8 && (first != 8 || second == 8), "and not first new, then old");
        });

    [Fact]
    public void A_walk_beside_an_erasure_misses_nothing_that_stays() => Passes(
        ranges: 20,
        preemptions: 1,
        write: (tree, world) => world.Check(tree.Erase(12, 66), "there is memory"),
        read: (tree, world) =>
        {
            var sum = 0u;
            foreach (var entry in tree.Entries(0, 1_000))
            {
                sum += entry.Slot is < 4 or > 17 ? entry.Slot : 0;
            }

            world.Check(sum == 1 + 2 + 3 + 18 + 19 + 20, "what stays is seen once");
        });

    // Two leaves below one node of three levels become one: what was seen gone does not come back.
    [Fact]
    public void An_erasure_over_two_leaves_is_published_once() => Passes(
        ranges: 300,
        write: (tree, world) => world.Check(tree.Erase(500, 550), "there is memory"),
        read: (tree, world) =>
        {
            var isGone = !tree.TryFind(504, out _);
            world.Check(!tree.TryFind(540, out _) || !isGone, "both are there, or neither");
            world.Check(tree.TryFind(496, out _) && tree.TryFind(552, out _), "their neighbours are there");
        });

    // Somebody else runs the callbacks, as early as can be.
    [Fact]
    public void What_is_retired_can_no_longer_be_found()
    {
        var result = Explorer.Run(
            world =>
            {
                var rcu = Program(world, 3, (tree, _) => world.Check(tree.Store(4, 6, 9) && tree.Erase(8, 9)), (tree, _) => world.Check(tree.TryFind(5, out var slot) && slot > 0));
                world.Start("collector", () => rcu.Barrier());
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    [Fact]
    public void Without_a_grace_period_a_reader_is_in_a_freed_node()
    {
        var result = Explorer.Run(
            world => Program(world, 20, (tree, _) => Cut(tree), (tree, noCheck) => tree.TryFind(41, out _), Mode.Hasty),
            Exhaustive);
        Assert.False(result.IsPassed);
        Assert.Contains("after it was freed", result.Failures[0].Report, StringComparison.Ordinal);
    }

    // A tree that is not marked as shared uses nodes again at once.
    [Fact]
    public void Without_the_mark_of_a_shared_tree_a_reader_sees_a_change_half_done()
    {
        var result = Explorer.Run(
            world => Program(world, 20, (tree, _) => Cut(tree), (tree, noCheck) => tree.TryFind(41, out _), Mode.Solo),
            Exhaustive);
        Assert.False(result.IsPassed);
    }

    // Fills one leaf until it is cut in two, so that the root is replaced as well.
    private static bool Cut(VmaTree tree)
    {
        var isDone = true;
        for (var i = 0; i < 7; i++)
        {
            isDone &= tree.Store((i * 4) + 2, (i * 4) + 3, 100);
        }

        return isDone;
    }

    private static void Passes(int ranges, Action<VmaTree, World> write, Action<VmaTree, World> read, int preemptions = 2)
    {
        var result = Explorer.Run(world => Program(world, ranges, write, read), Exhaustive with { MaxPreemptions = preemptions });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    // Freed at the end of each execution.
    private static (VmaNodePool Pool, VmaTree Tree) Make(int ranges, Mode mode)
    {
        var pool = new VmaNodePool(new RcuDomain("rcu")) { IsHasty = mode == Mode.Hasty, RetiredTogether = 1 };
        var tree = new VmaTree(pool);
        for (var i = 0; i < ranges; i++)
        {
            _ = tree.Store(i * 4, (i * 4) + 2, (uint)i + 1);
        }

        tree.IsShared = mode != Mode.Solo;
        return (pool, tree);
    }

    private static RcuDomain Program(World world, int ranges, Action<VmaTree, World> write, Action<VmaTree, World> read, Mode mode = Mode.Shared)
    {
        var (pool, tree) = Make(ranges, mode);
        world.Start("reader", () =>
        {
            using (pool.Rcu.Enter())
            {
                read(tree, world);
            }
        });
        world.Start("writer", () =>
        {
            write(tree, world);
            tree.FlushRetired();
            pool.Rcu.Barrier();
        });
        world.AtEnd(() =>
        {
            var fault = tree.FindFault();
            tree.Dispose();
            pool.Rcu.Barrier();
            var nodes = pool.NodesOut;
            pool.Dispose();
            world.Check(fault is null && nodes == 0, "the tree is right, and no node is lost");
        });
        return pool.Rcu;
    }
}
