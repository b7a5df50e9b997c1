using MmRuntime.AddressSpaces;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>Random changes, with a simple model beside the tree.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData(1, 40, false)]
    [InlineData(2, 40, true)]
    [InlineData(3, 2_000, false)]
    [InlineData(4, 2_000, true)]
    [InlineData(5, 20_000, false)]
    [InlineData(6, 20_000, true)]
    public void The_tree_says_what_the_model_says(int seed, int pages, bool isShared)
    {
        using var test = new TestTree(pages, isShared);
        var random = new Random(seed);
        var largest = 0L;
        for (var step = 1; step <= 17_000; step++)
        {
            // Grows and shrinks in turn, so that nodes are made and joined at every level.
            Change(test, random, (uint)step, isGrowing: step / 4_000 % 2 == 0);
            test.CheckPage(random.NextInt64(pages));
            largest = Math.Max(largest, test.Tree.Count);
            if (step < 500 || step % 16 == 0)
            {
                test.CheckFault();
            }

            if (step % 3_000 == 0)
            {
                test.CheckAll();
            }
        }

        Assert.InRange(largest, pages / 10, pages);
        test.CheckAll();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Neighbours_are_found_as_in_the_model(bool isShared)
    {
        using var test = new TestTree(3_000, isShared);
        var random = new Random(7);
        for (var step = 1u; step <= 600; step++)
        {
            Change(test, random, step, isGrowing: step < 400);
            if (step % 20 != 0)
            {
                continue;
            }

            var model = test.Model().ToList();
            Assert.Equal((model.FirstOrDefault(), model.LastOrDefault()), (test.Tree.First, test.Tree.Last));
            for (var page = 0L; page <= test.Pages; page += 7)
            {
                Assert.Equal(model.Exists(entry => entry.End > page), test.Tree.TryFindNext(page, out var next));
                Assert.Equal(model.Find(entry => entry.End > page), next);
                Assert.Equal(model.Exists(entry => entry.Start < page), test.Tree.TryFindPrevious(page, out var previous));
                Assert.Equal(model.FindLast(entry => entry.Start < page), previous);
            }
        }
    }

    [Fact]
    public void A_walk_gives_what_has_pages_in_its_bounds()
    {
        using var test = new TestTree(3_000).WithRanges(500);
        test.Erase(100, 140);
        for (var from = 0L; from < 400; from += 3)
        {
            var to = from + (from * 7 % 180);
            Assert.Equal(test.Model().Where(entry => entry.End > from && entry.Start < to && from < to), test.Between(from, to));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_walk_goes_on_where_it_was_after_the_tree_has_changed(bool isShared)
    {
        using var test = new TestTree(9_000, isShared).WithRanges(1_500);
        var expected = test.Model().Where(entry => entry.Slot % 3 != 0).ToList();
        var seen = new List<VmaEntry>();
        foreach (var entry in test.Tree.Entries(0, VmaTree.PageLimit))
        {
            if (entry.Slot % 3 == 0)
            {
                test.Erase(entry.Start, entry.End);
            }
            else
            {
                seen.Add(entry);
            }
        }

        Assert.Equal(expected, seen);
        test.CheckAll();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_range_grows_over_its_neighbours_and_shrinks_again(bool isShared)
    {
        using var test = new TestTree(3_000, isShared).WithRanges(300);
        var random = new Random(11);
        for (var step = 0; step < 400; step++)
        {
            var model = test.Model().ToList();
            var entry = model[random.Next(model.Count)];
            var start = Math.Max(0, entry.Start + random.Next(-30, (int)(entry.End - entry.Start)));
            var end = Math.Max(Math.Max(start, entry.Start) + 1, entry.End + random.Next(-20, 30));
            Assert.True(test.Tree.ChangeRange(entry, start, end));
            Assert.Contains(new VmaEntry(start, end, entry.Slot), test.All());
            test.CheckFault();
            test.Erase(Math.Min(start, entry.Start), Math.Max(end, entry.End));
            test.Store(start, end, (uint)step + 5_000);
            test.CheckFault();
            test.Store((step * 7) % 2_900, ((step * 7) % 2_900) + 2, (uint)step + 1_000);
        }

        test.CheckAll();
    }

    [Fact]
    public void A_change_of_range_alone_leaves_what_the_model_has()
    {
        using var test = new TestTree(100);
        test.Store(10, 20, 1);
        test.Store(20, 30, 2);
        test.Store(40, 50, 3);
        Assert.True(test.Tree.ChangeRange(new VmaEntry(10, 20, 1), 5, 45));
        Assert.Equal([new(5, 45, 1), new(45, 50, 3)], test.All());
        Assert.True(test.Tree.ChangeRange(new VmaEntry(5, 45, 1), 30, 35));
        Assert.Equal([new(30, 35, 1), new(45, 50, 3)], test.All());
        test.CheckFault();
    }

    [Fact]
    public void The_whole_space_is_one_range_and_is_split()
    {
        using var test = new TestTree(1);
        Assert.True(test.Tree.Store(0, VmaTree.PageLimit, 1));
        Assert.True(test.Tree.Store(VmaTree.PageLimit - 1, VmaTree.PageLimit, 2));
        Assert.True(test.Tree.Erase(1L << 40, (1L << 40) + 1));
        Assert.Equal([new(0, 1L << 40, 1), new((1L << 40) + 1, VmaTree.PageLimit - 1, 1), new(VmaTree.PageLimit - 1, VmaTree.PageLimit, 2)], test.All());
        Assert.False(test.Tree.TryFind(VmaTree.PageLimit, out _));
        Assert.False(test.Tree.TryFind(-1, out _));
        test.CheckFault();
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        using var test = new TestTree(100);
        test.Store(10, 20, 1);
        Assert.Throws<MmUsageException>(() => test.Tree.Store(5, 6, 0));
        Assert.Throws<MmUsageException>(() => test.Tree.Store(6, 6, 1));
        Assert.Throws<MmUsageException>(() => test.Tree.Store(-1, 6, 1));
        Assert.Throws<MmUsageException>(() => test.Tree.Erase(7, 6));
        Assert.Throws<MmUsageException>(() => test.Tree.Erase(0, VmaTree.PageLimit + 1));
        Assert.Throws<MmUsageException>(() => test.Tree.ChangeRange(new VmaEntry(10, 20, 2), 5, 15));
        Assert.Throws<MmUsageException>(() => test.Tree.ChangeRange(new VmaEntry(10, 20, 1), 20, 25));
        Assert.Throws<MmUsageException>(() => test.Tree.ChangeRange(new VmaEntry(10, 20, 1), 15, 15));
        Assert.Throws<MmUsageException>(() => test.Tree.TryFindGap(new(0, 0, 10), fromTop: true, out _));
        Assert.Throws<MmUsageException>(() => test.Tree.TryFindGap(new(1, 0, 10) { Alignment = 3 }, fromTop: true, out _));
        Assert.Equal([new(10, 20, 1)], test.All());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adding_at_one_end_fills_nodes_well(bool isDown)
    {
        using var test = new TestTree(9_000);
        for (var i = 0; i < 3_000; i++)
        {
            var start = (isDown ? 2_999 - i : i) * 3;
            test.Store(start, start + 2, (uint)i + 1);
        }

        test.CheckAll();
        Assert.InRange(test.Tree.Nodes, 3_000 / VmaNode.Fanout, 3_000 / 13);
    }

    // Taking one out and putting it back must not join and cut nodes each time.
    [Fact]
    public void A_pair_at_the_edge_of_a_node_that_was_just_cut_makes_no_nodes()
    {
        foreach (var isDown in new[] { false, true })
        {
            using var test = new TestTree(200);
            for (var i = 0; i < 17; i++)
            {
                Next(i);
            }

            Assert.Equal(3, test.Tree.Nodes);
            test.Erase(isDown ? 52 : 148, isDown ? 54 : 150);
            test.CheckFault();
            Assert.Equal(3, test.Tree.Nodes);
            Next(16);
            Assert.Equal(3, test.Tree.Nodes);

            void Next(int i) => test.Store(100 + ((isDown ? -3 : 3) * i), 102 + ((isDown ? -3 : 3) * i), (uint)i + 1);
        }
    }

    internal static void Change(TestTree test, Random random, uint step, bool isGrowing)
    {
        var start = random.NextInt64(test.Pages);
        var length = 1 + (random.Next(isGrowing ? 3_000 : 200) == 0 ? random.NextInt64(test.Pages) : random.Next(random.Next(20) == 0 ? 60 : 4));
        var end = Math.Min(start + length, test.Pages);
        if (random.Next(100) < (isGrowing && length < 100 ? 80 : 25))
        {
            test.Store(start, end, step);
        }
        else
        {
            test.Erase(start, end);
        }
    }
}
