using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>What a processor makes of entries.</summary>
public sealed class TranslatingTests
{
    private const ulong Address = (3 * TestTree.Gigabyte) + (5 * TestTree.Window) + 0x7123;

    private readonly World _world = new();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_leaf_is_found_at_its_level_and_its_use_is_noted(int levels) => _world.Run(() =>
    {
        using var test = new TestTree(levels);
        var pmd = test.Map(Address, Pte.Leaf(new Pfn(9), TestTree.Rights));
        var table = pmd.Value.Frame.Value;
        Assert.True(test.Tree.TryTranslate(Address, isStore: false, out var leaf, out var level));
        Assert.Equal((Pte.Leaf(new Pfn(9), TestTree.Rights | PteFlags.Accessed), 0), (leaf, level));
        Assert.Equal(leaf, test.Tree.Read(table, 7));
        Assert.True(test.Tree.TryTranslate(Address, isStore: true, out leaf, out _));
        Assert.Equal(Pte.Leaf(new Pfn(9), TestTree.Rights | PteFlags.Accessed | PteFlags.Dirty), leaf);
        Assert.Equal(leaf, test.Tree.Read(table, 7));
        Assert.Equal(Pte.Table(new Pfn(table)), pmd.Value);
    });

    [Fact]
    public void A_store_where_only_loads_are_allowed_is_a_fault_that_leaves_no_trace() => _world.Run(() =>
    {
        using var test = new TestTree();
        var read = Pte.Leaf(new Pfn(9), PteFlags.Present | PteFlags.User);
        var table = test.Map(Address, read).Value.Frame.Value;
        Assert.False(test.Tree.TryTranslate(Address, isStore: true, out var leaf, out var level));
        Assert.Equal((read, read, 0), (leaf, test.Tree.Read(table, 7), level));
        Assert.True(test.Tree.TryTranslate(Address, isStore: false, out _, out _));
    });

    [Fact]
    public void What_is_not_present_is_a_fault_at_its_level() => _world.Run(() =>
    {
        using var test = new TestTree();
        Fails(test, 3, Pte.None);
        var pmd = test.MakePmd(Address);
        Fails(test, 1, Pte.None);
        foreach (var entry in new[] { Softleaf.Of(SoftleafKind.Swap, 77).With(isSoftDirty: true).Entry, Pte.Leaf(new Pfn(9), PteFlags.ProtNone | PteFlags.Writable), Pte.None })
        {
            test.Tree.Write(pmd.Table, pmd.Index, entry);
            Fails(test, 1, entry);
        }

        foreach (var entry in new[] { Softleaf.OfMarker(MarkerKind.Guard).Entry, Pte.Leaf(new Pfn(9), PteFlags.ProtNone | PteFlags.Writable), Pte.None })
        {
            var table = test.Map(Address, entry).Value.Frame.Value;
            Fails(test, 0, entry);
            Assert.Equal(entry, test.Tree.Read(table, 7));
        }
    });

    [Fact]
    public void A_huge_page_is_found_at_its_level() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePmd(Address);
        test.Tree.Write(pmd.Table, pmd.Index, Pte.Leaf(new Pfn(512), TestTree.Rights | PteFlags.Huge));
        Assert.True(test.Tree.TryTranslate(Address, isStore: true, out var leaf, out var level));
        Assert.Equal((new Pfn(512), true, true, 1), (leaf.Frame, leaf.IsDirty, leaf.IsHuge, level));
        Assert.Equal(leaf, pmd.Value);
    });

    // The memory has 1024 frames; where the page would not lie in it, or not at a multiple of its size, nothing is noted either.
    [Theory]
    [InlineData(0, 1023, true)]
    [InlineData(0, 1024, false)]
    [InlineData(0, uint.MaxValue, false)]
    [InlineData(0, 1UL << 32, false)]
    [InlineData(1, 512, true)]
    [InlineData(1, 1024, false)]
    [InlineData(1, 513, false)]
    [InlineData(1, 0xffff_fe00, false)]
    [InlineData(2, 0, false)]
    [InlineData(3, 0, false)]
    public void A_leaf_that_lies_outside_is_corrupt(int level, ulong frame, bool isGood) => _world.Run(() =>
    {
        using var test = new TestTree();
        test.MakePte(Address);
        Assert.True(test.Tree.TryTable(Address, level, out var table));
        var index = TableGeometry.IndexOf(Address, level);
        var leaf = new Pte(Pte.Leaf(default, TestTree.Rights | (level > 0 ? PteFlags.Huge : 0)).Bits | (frame << 12));
        test.Tree.Write(table, index, leaf);
        Assert.Equal(isGood, test.Tree.TryTranslate(Address, isStore: true, out _, out var at));
        Assert.Equal((level, isGood), (at, test.Tree.Read(table, index).IsDirty));
    });

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Behind_the_limit_nothing_is_translated_by_tables_of_other_addresses(int levels) => _world.Run(() =>
    {
        using var test = new TestTree(levels);
        var last = test.Tree.Limit - 1;
        test.Map(0, Pte.Leaf(new Pfn(9), TestTree.Rights));
        test.Map(last, Pte.Leaf(new Pfn(10), TestTree.Rights));
        var span = TableGeometry.SpanOf(levels);
        Assert.True(test.Tree.TryTranslate(last, isStore: true, out var leaf, out _));
        Assert.Equal(new Pfn(10), leaf.Frame);
        foreach (var address in new[] { span, span + last, last + 1, ulong.MaxValue })
        {
            Assert.False(test.Tree.TryTranslate(address, isStore: true, out leaf, out var level));
            Assert.Equal((Pte.None, levels - 1), (leaf, level));
        }
    });

    private static void Fails(TestTree test, int level, Pte entry)
    {
        foreach (var isStore in new[] { false, true })
        {
            Assert.False(test.Tree.TryTranslate(Address, isStore, out var leaf, out var at));
            Assert.Equal((entry, level), (leaf, at));
        }
    }
}
