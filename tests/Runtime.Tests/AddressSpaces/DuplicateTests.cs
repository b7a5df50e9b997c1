using MmRuntime.AddressSpaces;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>The tree of a fork's child.</summary>
public sealed class DuplicateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(2_000)]
    public void A_copy_holds_the_same_and_goes_its_own_way(int ranges)
    {
        using var test = new TestTree(10_000, isShared: true).WithRanges(ranges);
        using var copy = new VmaTree(test.Pool);
        var expected = test.All();
        Assert.True(copy.TryDuplicateFrom(test.Tree));
        Assert.Null(copy.FindFault());
        Assert.Equal(expected, AllOf(copy));
        Assert.Equal((test.Tree.Nodes, test.Tree.Count), (copy.Nodes, copy.Count));

        Assert.True(copy.Erase(0, 5_000) && copy.Store(7, 9, 77_777));
        Assert.Equal(expected, test.All());
        test.CheckFault();
        test.Erase(4_000, 10_000);
        Assert.Equal([new(7, 9, 77_777), .. expected.Where(entry => entry.Start >= 5_000)], AllOf(copy).Select(entry => entry));
        Assert.Null(copy.FindFault());
    }

    [Fact]
    public void Slots_are_renumbered_in_order()
    {
        using var test = new TestTree(2_000).WithRanges(300);
        using var copy = new VmaTree(test.Pool);
        var next = 0u;
        Assert.True(copy.TryDuplicateFrom(test.Tree, slot => (slot * 10) + (next++ % 10)));
        Assert.Equal(test.All().Select((entry, i) => entry with { Slot = (entry.Slot * 10) + ((uint)i % 10) }), AllOf(copy));

        foreach (var entry in copy.Entries(0, VmaTree.PageLimit))
        {
            copy.SetSlot(entry, entry.Slot + 50_000);
        }

        Assert.All(AllOf(copy), entry => Assert.True(entry.Slot > 50_000));
        Assert.Null(copy.FindFault());
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        using var test = new TestTree(2_000).WithRanges(30);
        using var copy = new VmaTree(test.Pool);
        Assert.Throws<MmUsageException>(() => test.Tree.TryDuplicateFrom(copy));
        Assert.Throws<MmUsageException>(() => test.Tree.SetSlot(new(0, 2, 2), 5));
        Assert.Throws<MmUsageException>(() => test.Tree.SetSlot(new(0, 2, 1), 0));
        Assert.Throws<MmUsageException>(() => copy.SetSlot(new(0, 2, 1), 1));
        copy.IsShared = true;
        Assert.Throws<MmUsageException>(() => copy.TryDuplicateFrom(test.Tree));
        test.Tree.IsShared = true;
        Assert.Throws<MmUsageException>(() => test.Tree.SetSlot(new(0, 2, 1), 5));
    }

    private static List<VmaEntry> AllOf(VmaTree tree)
    {
        var all = new List<VmaEntry>();
        foreach (var entry in tree.Entries(0, VmaTree.PageLimit))
        {
            all.Add(entry);
        }

        return all;
    }
}
