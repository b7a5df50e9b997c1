using MmRuntime.AddressSpaces;
using MmRuntime.Locking;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>Where nodes go: none is lost, none is freed too early, and none costs managed memory.</summary>
public sealed class NodePoolTests
{
    [Fact]
    public void Retired_nodes_are_out_until_a_grace_period_is_over()
    {
        using var test = new TestTree(4_000, isShared: true).WithRanges(500);
        Assert.True(test.Tree.Nodes > 30);
        var nodes = test.Tree.Nodes;
        test.Tree.Clear();
        Assert.Equal((0, 0, null), (test.Tree.Count, test.Tree.Nodes, test.Tree.FindFault()));
        Assert.True(test.Pool.NodesOut >= nodes);
        test.Pool.Rcu.Barrier();
        Assert.Equal(0, test.Pool.NodesOut);
    }

    [Fact]
    public void Without_readers_nodes_are_back_at_once()
    {
        using var test = new TestTree(4_000).WithRanges(500);
        test.Tree.Clear();
        Assert.Equal((0, 0), (test.Pool.NodesOut, test.Pool.Rcu.PendingCallbacks));
    }

    [Fact]
    public void A_tree_keeps_few_nodes_that_it_does_not_need()
    {
        using var test = new TestTree(40_000).WithRanges(5_000);
        test.Erase(0, 30_000);
        Assert.InRange(test.Pool.NodesOut, test.Tree.Nodes, test.Tree.Nodes + 64);
        test.Tree.IsShared = true;
        for (var i = 0; i < 500; i++)
        {
            test.Store(100 + (i % 7 * 4), 102 + (i % 7 * 4), (uint)i + 10_000);
        }

        test.Pool.Rcu.Barrier();
        Assert.InRange(test.Pool.NodesOut, test.Tree.Nodes, test.Tree.Nodes + 64 + 32);
        test.Tree.FlushRetired();
        test.Pool.Rcu.Barrier();
        Assert.InRange(test.Pool.NodesOut, test.Tree.Nodes, test.Tree.Nodes + 64);
    }

    [Fact]
    public void Erasing_many_ranges_touches_each_leaf_once()
    {
        using var test = new TestTree(40_000, isShared: true).WithRanges(5_000);
        var taken = 0;
        test.Pool.Admits = () => ++taken > 0;
        test.Tree.DropReserve();
        test.Erase(1_001, 18_001);
        Assert.InRange(taken, 0, 20);
        test.Pool.Admits = null;
        test.CheckAll();
    }

    [Fact]
    public void In_a_steady_state_no_managed_memory_is_used()
    {
        using var test = new TestTree(4_000).WithRanges(500);
        foreach (var isShared in new[] { false, true })
        {
            test.Tree.IsShared = isShared;
            Work(5_000);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Work(5_000);

            // Waiting for readers, which is once in about two thousand nodes, takes some for the validator and for the list of callbacks.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, isShared ? 5_000 * 20 : 0);
        }

        void Work(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var page = (i * 4 % 1_600) + 2;
                if (!test.Tree.Store(page, page + 1, 9_999) || !test.Tree.Erase(page, page + 1) || !test.Tree.TryFindNext(page - 40, out _))
                {
                    Assert.Fail("it is there");
                }
            }
        }
    }

    [Fact]
    public void Many_trees_share_a_pool_from_many_threads()
    {
        var world = new World();
        using var pool = new VmaNodePool(new RcuDomain(World.Fresh("rcu")));
        world.RunTogether([.. Enumerable.Range(0, 3).Select<int, Action>(number => () => Work(number))]);
        pool.Rcu.Barrier();
        Assert.Equal(0, pool.NodesOut);
        Assert.Empty(world.Reports);

        void Work(int number)
        {
            for (var round = 0; round < 20; round++)
            {
                using var tree = new VmaTree(pool) { IsShared = number == 1 };
                for (var i = 0; i < 150; i++)
                {
                    Assert.True(tree.Store((i * 37 % 150) * 3, ((i * 37 % 150) * 3) + 2, (uint)i + 1));
                }

                Assert.Null(tree.FindFault());
            }
        }
    }
}
