using MmRuntime.AddressSpaces;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>Readers without a lock, on threads, beside a writer. In checked mode freed nodes are poisoned, so who reads one is caught.</summary>
public sealed class ReaderTests
{
    private const int Ranges = 300;

    // Every second range stays where it is; those between come and go, grow over their neighbours' free pages and are split.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_range_that_stays_is_found_at_every_moment(int seed)
    {
        using var test = new TestTree(1);
        var world = new World();
        for (var i = 0; i < Ranges; i++)
        {
            Assert.True(test.Tree.Store(i * 10, (i * 10) + 4, (uint)i + 1));
        }

        test.Tree.IsShared = true;
        var isOver = false;
        var (looks, walks) = (0, 0);
        world.RunTogether(
            () =>
            {
                Write(test.Tree, new Random(seed), 12_000);
                Volatile.Write(ref isOver, true);
            },
            () =>
            {
                var random = new Random(seed + 100);
                do
                {
                    looks += Look(test, random);
                    walks += Walk(test);
                }
                while (!Volatile.Read(ref isOver));
            });
        Assert.True(looks > 0 && walks > 0);
        Assert.Empty(world.Reports);
        test.CheckFault();
    }

    // A range is stored over again and again, whole and in parts: there is always something at each of its pages.
    [Fact]
    public void What_is_stored_over_is_never_seen_free()
    {
        using var test = new TestTree(1);
        var world = new World();
        for (var i = 0; i < 100; i++)
        {
            Assert.True(test.Tree.Store(i * 10, (i * 10) + 10, (uint)i + 1));
        }

        test.Tree.IsShared = true;
        var isOver = false;
        world.RunTogether(
            () =>
            {
                var random = new Random(5);
                for (var i = 0u; i < 12_000; i++)
                {
                    var start = random.Next(900);
                    Assert.True(test.Tree.Store(start, start + 1 + random.Next(random.Next(5) == 0 ? 100 : 8), i + 1));
                }

                Volatile.Write(ref isOver, true);
            },
            () =>
            {
                var random = new Random(6);
                while (!Volatile.Read(ref isOver))
                {
                    using (test.Pool.Rcu.Enter())
                    {
                        var page = random.Next(1_000);
                        Assert.True(test.Tree.TryFind(page, out var slot) && slot != 0);
                        Assert.True(test.Tree.TryFindNext(page, out var next) && next.Start <= page && next.End > page);
                        Assert.True(test.Tree.TryFindPrevious(page + 1, out var previous) && previous.End > page);
                    }
                }
            });
        Assert.Empty(world.Reports);
        test.CheckFault();
    }

    [Fact]
    public void A_tree_that_is_cleared_under_a_reader_stays_readable_in_its_section()
    {
        using var test = new TestTree(1);
        var world = new World();
        var isOver = false;
        test.Tree.IsShared = true;
        world.RunTogether(
            () =>
            {
                for (var round = 0; round < 150; round++)
                {
                    for (var i = 0; i < 60; i++)
                    {
                        Assert.True(test.Tree.Store(i * 3, (i * 3) + 2, (uint)i + 1));
                    }

                    test.Tree.Clear();
                    test.Pool.Rcu.Barrier();
                }

                Volatile.Write(ref isOver, true);
            },
            () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    using (test.Pool.Rcu.Enter())
                    {
                        foreach (var entry in test.Tree.Entries(0, VmaTree.PageLimit))
                        {
                            Assert.Equal(((entry.Slot - 1) * 3, entry.Start + 2), (entry.Start, entry.End));
                        }
                    }
                }
            });
        Assert.Empty(world.Reports);
    }

    [Fact]
    public void Who_reads_a_freed_node_is_told()
    {
        using var test = new TestTree(2_000, isShared: true).WithRanges(40);
        var cursor = test.Tree.Entries(0, VmaTree.PageLimit);
        Assert.True(cursor.MoveNext());
        var isCaught = false;
        unsafe
        {
            // The leaf is located without a section, and read after it was freed.
            var leaf = test.Tree.Locate(5, out var place);
            test.Tree.Clear();
            test.Pool.Rcu.Barrier();
            try
            {
                test.Tree.Read(leaf, 0, place.State);
            }
            catch (MmUsageException exception)
            {
                isCaught = exception.Message.Contains("after it was freed", StringComparison.Ordinal);
            }
        }

        Assert.True(isCaught);
        test.Erase(0, 2_000);
    }

    private static void Write(VmaTree tree, Random random, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            // What is 10 pages from the beginning of a range that stays to the next one but one: 4 free, 4 that change, 4 free and so on.
            var number = (random.Next(Ranges / 2) * 2) + 1;
            var start = number * 10;
            var isDone = random.Next(5) switch
            {
                0 => tree.Erase(start - 5, start + 9),
                1 => tree.Erase(start + 1, start + 3),
                2 => tree.Store(start - 6, start + 10, (uint)number + 1),
                _ => tree.Store(start, start + 4, (uint)number + 1),
            };
            Assert.True(isDone);
        }
    }

    private static int Look(TestTree test, Random random)
    {
        for (var i = 0; i < 200; i++)
        {
            var number = random.Next(Ranges / 2) * 2;
            using (test.Pool.Rcu.Enter())
            {
                Assert.True(test.Tree.TryFind((number * 10) + random.Next(4), out var slot));
                Assert.Equal((uint)number + 1, slot);
                Assert.False(test.Tree.TryFind((Ranges * 10) + random.Next(100), out _));
            }
        }

        return 200;
    }

    private static int Walk(TestTree test)
    {
        var (expected, end) = (0, 0L);
        using (test.Pool.Rcu.Enter())
        {
            foreach (var entry in test.Tree.Entries(0, VmaTree.PageLimit))
            {
                Assert.True(entry.End > end, "the walk goes back");
                end = entry.End;
                if ((entry.Slot - 1) % 2 == 0)
                {
                    Assert.Equal(new VmaEntry(expected * 10, (expected * 10) + 4, (uint)expected + 1), entry);
                    expected += 2;
                }
            }
        }

        Assert.Equal(Ranges, expected);
        return 1;
    }
}
