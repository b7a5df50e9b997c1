using MmRuntime.AddressSpaces;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>Without memory for a node, an operation says so and has done nothing; with a reserve it does not fail.</summary>
public sealed class NodeFailureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whichever_node_cannot_be_had_the_tree_stays_as_it_was(bool isShared)
    {
        using var test = new TestTree(4_000, isShared);
        var random = new Random(3);
        var failures = 0;
        for (var step = 1u; step <= 900; step++)
        {
            var (start, count) = (random.NextInt64(3_900), random.Next(100));
            var end = start + 1 + random.Next(random.Next(10) == 0 ? 99 : 3);

            // Each time with one node more than before, until it is enough.
            for (var k = 0; !Try(k); k++)
            {
                failures++;
                test.CheckFault();
                Assert.True(k < 60, "it never succeeds");
                if (step % 30 == 0)
                {
                    test.CheckAll();
                }
            }

            bool Try(int nodes)
            {
                test.Tree.DropReserve();
                test.Pool.Admits = () => nodes-- > 0;
                var isDone = count < 70 ? test.Tree.Store(start, end, step) : test.Tree.Erase(start, end);
                test.Pool.Admits = null;
                if (isDone)
                {
                    // Into the model; for the tree it changes nothing.
                    Repeat();
                }

                return isDone;
            }

            void Repeat()
            {
                if (count < 70)
                {
                    test.Store(start, end, step);
                }
                else
                {
                    test.Erase(start, end);
                }
            }
        }

        test.CheckAll();
        Assert.True(failures > 20, $"only {failures} failures");
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 7)]
    [InlineData(true, 7)]
    public void What_was_reserved_for_does_not_fail(bool isShared, int operations)
    {
        using var test = new TestTree(6_000, isShared);
        var random = new Random(4);
        var largest = 0L;
        for (var step = 1u; step <= 3_000;)
        {
            Assert.True(test.Tree.TryReserve(operations));
            test.Pool.Admits = () => false;
            for (var i = 0; i < operations; i++, step++)
            {
                ModelTests.Change(test, random, step, isGrowing: step % 1_000 < 700);
            }

            test.Pool.Admits = null;
            test.CheckFault();
            largest = Math.Max(largest, test.Tree.Count);
        }

        Assert.True(largest > 500);
        test.CheckAll();
    }

    // The most nodes that one operation can need: a range between two leaves far apart, each of which keeps all it can.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reserve_is_enough_for_any_two_leaves(bool isShared)
    {
        for (var from = 1; from < 130; from += 3)
        {
            using var test = new TestTree(1_000, isShared).WithRanges(200);
            test.Tree.DropReserve();
            Assert.True(test.Tree.TryReserve());
            test.Pool.Admits = () => false;
            test.Store(from, from + (from * 5 % 600) + 20, 5_000);
            test.Pool.Admits = null;
            test.CheckAll();
        }
    }

    [Fact]
    public void What_is_reserved_for_later_operations_is_kept()
    {
        using var test = new TestTree(3_000).WithRanges(500);
        Assert.True(test.Tree.TryReserve(30));
        var held = test.Pool.NodesOut - test.Tree.Nodes;

        // It frees nodes too: what is more than the rest of the reserve (10 nodes an operation, and 16 that were taken beyond need) goes back to the pool.
        test.Erase(100, 1_500);
        Assert.InRange(test.Pool.NodesOut - test.Tree.Nodes, held - 30, held);
    }

    [Fact]
    public void Without_memory_a_reserve_is_refused_and_nothing_is_kept()
    {
        using var test = new TestTree(1_000).WithRanges(100);
        test.Tree.DropReserve();
        var nodesOut = test.Pool.NodesOut;
        test.Pool.Admits = () => false;
        Assert.False(test.Tree.TryReserve(100));
        test.Pool.Admits = null;
        Assert.Equal(nodesOut, test.Pool.NodesOut);
        Assert.True(test.Tree.TryReserve(100));
        Assert.True(test.Pool.NodesOut >= nodesOut + 500);
        test.Tree.DropReserve();
        Assert.InRange(test.Pool.NodesOut, 0, nodesOut + 40);
        test.CheckAll();
    }

    [Fact]
    public void A_copy_that_cannot_be_made_is_not_begun()
    {
        using var test = new TestTree(1_000).WithRanges(100);
        using var copy = new VmaTree(test.Pool);
        for (var k = 0; k < test.Tree.Nodes; k++)
        {
            var nodes = k;
            test.Pool.Admits = () => nodes-- > 0;
            Assert.False(copy.TryDuplicateFrom(test.Tree));
            Assert.Equal((0, 0, null), (copy.Count, copy.Nodes, copy.FindFault()));
        }

        test.Pool.Admits = null;
        Assert.True(copy.TryDuplicateFrom(test.Tree));
    }
}
