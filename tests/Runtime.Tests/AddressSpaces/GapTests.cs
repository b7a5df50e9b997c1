using MmRuntime.AddressSpaces;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>Free ranges, against a search page by page.</summary>
public sealed class GapTests
{
    [Theory]
    [InlineData(1, 300, false)]
    [InlineData(2, 1_500, true)]
    [InlineData(3, 6_000, false)]
    public void The_lowest_and_the_highest_place_are_found(int seed, int pages, bool isShared)
    {
        using var test = new TestTree(pages, isShared);
        var random = new Random(seed);
        var (found, missed) = (0, 0);
        for (var step = 1u; step <= 2_500; step++)
        {
            ModelTests.Change(test, random, step, isGrowing: step % 500 < 400);
            var low = random.Next(4) == 0 ? 0 : random.NextInt64(pages);
            var request = new VmaGapRequest(1 + random.Next(random.Next(3) == 0 ? 80 : 8), low, low + random.NextInt64(pages + 50 - low))
            {
                Alignment = 1 << (random.Next(3) == 0 ? random.Next(6) : 0),
                Offset = random.Next(2) * random.Next(32),
            };
            for (var i = 0; i < 2; i++)
            {
                var isThere = test.Tree.TryFindGap(request, fromTop: i == 0, out var start);
                Assert.Equal((request, step, test.Gap(request, fromTop: i == 0)), (request, step, isThere ? start : -1));
                (found, missed) = (found + (isThere ? 1 : 0), missed + (isThere ? 0 : 1));
            }
        }

        Assert.True(found > 1_000 && missed > 300, $"{found} found, {missed} missed");
    }

    [Fact]
    public void Free_pages_between_two_leaves_are_one_run()
    {
        using var test = new TestTree(2_000).WithRanges(200);
        for (var page = 0L; page < 800; page += 4)
        {
            // Wherever leaves end: a hole of four ranges is found whole, and closed again.
            test.Erase(page, page + 18);
            var request = new VmaGapRequest(18, 0, 900);
            Assert.True(test.Tree.TryFindGap(request, fromTop: false, out var start));
            Assert.Equal((test.Gap(request, fromTop: false), test.Gap(request, fromTop: true)), (start, test.Tree.TryFindGap(request, fromTop: true, out var top) ? top : -1));
            test.CheckFault();
            test.Store(page, page + 18, (uint)page + 1_000);
            test.CheckFault();
        }
    }

    [Fact]
    public void An_empty_space_is_free_from_end_to_end()
    {
        using var test = new TestTree(1);
        Assert.True(test.Tree.TryFindGap(new(VmaTree.PageLimit, 0, long.MaxValue), fromTop: true, out var start));
        Assert.Equal(0, start);
        Assert.False(test.Tree.TryFindGap(new(VmaTree.PageLimit + 1, 0, long.MaxValue), fromTop: false, out _));
        Assert.True(test.Tree.TryFindGap(new(512, 5, 5_000) { Alignment = 512 }, fromTop: false, out start));
        Assert.Equal(512, start);
        Assert.True(test.Tree.TryFindGap(new(512, 5, 5_000) { Alignment = 512, Offset = 8 }, fromTop: true, out start));
        Assert.Equal(4_104, start);
        Assert.False(test.Tree.TryFindGap(new(512, 513, 1_500) { Alignment = 512 }, fromTop: true, out _));
    }

    [Fact]
    public void What_lies_behind_the_last_range_is_free_up_to_the_bound()
    {
        using var test = new TestTree(1_000).WithRanges(100);
        var last = test.Tree.Last.End;
        Assert.True(test.Tree.TryFindGap(new(100, 0, last + 100), fromTop: true, out var start));
        Assert.Equal(last, start);
        Assert.False(test.Tree.TryFindGap(new(100, 0, last + 99), fromTop: true, out _));
        Assert.False(test.Tree.TryFindGap(new(100, 0, last + 99), fromTop: false, out _));
        Assert.True(test.Tree.TryFindGap(new(100, 0, last + 5_000), fromTop: false, out start));
        Assert.Equal(last, start);
    }
}
