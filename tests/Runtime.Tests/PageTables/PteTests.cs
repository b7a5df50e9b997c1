using System.Numerics;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Entries as values: each bit where it is drawn.</summary>
public sealed class PteTests
{
    private static readonly Pfn Frame = new(0xdead_beef);

    [Theory]
    [InlineData(PteFlags.Present, 0)]
    [InlineData(PteFlags.Writable, 1)]
    [InlineData(PteFlags.User, 2)]
    [InlineData(PteFlags.Accessed, 5)]
    [InlineData(PteFlags.Dirty, 6)]
    [InlineData(PteFlags.Huge, 7)]
    [InlineData(PteFlags.ProtNone, 8)]
    [InlineData(PteFlags.Special, 9)]
    [InlineData(PteFlags.UffdWp, 10)]
    [InlineData(PteFlags.SoftDirty, 11)]
    [InlineData(PteFlags.NoExecute, 63)]
    public void A_bit_is_where_it_is_drawn_and_changes_no_other(PteFlags flag, int bit)
    {
        Assert.Equal(1UL << bit, (ulong)flag);
        var leaf = Pte.Leaf(Frame, flag);
        Assert.Equal((Frame, flag, (1UL << bit) | ((ulong)Frame.Value << 12)), (leaf.Frame, leaf.Flags, leaf.Bits));
        Assert.True(leaf.Has(flag));
        Assert.Equal(Pte.Leaf(Frame, PteFlags.None), leaf.Without(flag));
        Assert.Equal(leaf, leaf.Without(flag).With(flag));
        Assert.False(leaf.Without(flag).Has(flag));
    }

    [Fact]
    public void All_bits_that_are_drawn_are_tested_above() => Assert.Equal(12, Enum.GetValues<PteFlags>().Length);

    [Fact]
    public void Has_asks_for_all_of_the_bits()
    {
        var leaf = Pte.Leaf(Frame, PteFlags.Present | PteFlags.Dirty);
        Assert.True(leaf.Has(PteFlags.Present | PteFlags.Dirty));
        Assert.False(leaf.Has(PteFlags.Present | PteFlags.Accessed));
        Assert.True(leaf.Has(PteFlags.None));
    }

    [Fact]
    public void An_entry_is_one_of_none_and_table_and_leaf_and_protected_and_softleaf()
    {
        Assert.Equal((true, false, false, false, false, false), KindOf(Pte.None));
        Assert.Equal((false, true, true, false, true, false), KindOf(Pte.Table(Frame)));
        Assert.Equal((false, true, true, false, true, false), KindOf(Pte.Leaf(Frame, PteFlags.Present)));
        Assert.Equal((false, true, true, false, false, true), KindOf(Pte.Leaf(Frame, PteFlags.Present | PteFlags.Huge)));
        Assert.Equal((false, false, true, false, false, false), KindOf(Pte.Leaf(Frame, PteFlags.ProtNone)));
        Assert.Equal((false, false, true, false, false, true), KindOf(Pte.Leaf(Frame, PteFlags.ProtNone | PteFlags.Huge)));
        Assert.Equal((false, false, false, true, false, false), KindOf(Softleaf.Of(SoftleafKind.Swap, 0).Entry));

        static (bool, bool, bool, bool, bool, bool) KindOf(Pte entry) => (entry.IsNone, entry.IsPresent, entry.IsMapping, entry.IsSoftleaf, entry.IsTable, entry.IsHuge);
    }

    [Fact]
    public void Single_bits_have_names()
    {
        Assert.True(Pte.Leaf(Frame, PteFlags.Writable).IsWritable);
        Assert.True(Pte.Leaf(Frame, PteFlags.Dirty).IsDirty);
        Assert.True(Pte.Leaf(Frame, PteFlags.Accessed).IsAccessed);
        var all = Pte.Leaf(Frame, ~PteFlags.None & (PteFlags)0xfff);
        Assert.False(all.Without(PteFlags.Writable).IsWritable || all.Without(PteFlags.Dirty).IsDirty || all.Without(PteFlags.Accessed).IsAccessed);
    }

    [Fact]
    public void An_entry_of_a_table_allows_everything_and_has_no_dirty_bit() =>
        Assert.Equal((Frame, PteFlags.Present | PteFlags.Writable | PteFlags.User | PteFlags.Accessed), (Pte.Table(Frame).Frame, Pte.Table(Frame).Flags));

    [Theory]
    [InlineData(12, false)]
    [InlineData(43, false)]
    [InlineData(44, true)]
    [InlineData(51, true)]
    [InlineData(52, false)]
    [InlineData(63, false)]
    public void A_frame_of_more_than_32_bits_is_seen(int bit, bool isWide)
    {
        Assert.Equal(isWide, new Pte(1 | (1UL << bit)).HasWideFrame);
        Assert.Equal(bit is >= 12 and < 44 ? 1u << (bit - 12) : 0, new Pte(1 | (1UL << bit)).Frame.Value);
    }

    // Who loses a right, or the frame, is told; who gains one, or was used less than thought, is not.
    [Theory]
    [InlineData(PteFlags.Writable, true, false)]
    [InlineData(PteFlags.User, true, false)]
    [InlineData(PteFlags.Dirty, true, false)]
    [InlineData(PteFlags.Accessed, false, false)]
    [InlineData(PteFlags.NoExecute, false, true)]
    [InlineData(PteFlags.Huge, true, true)]
    [InlineData(PteFlags.Special, false, false)]
    [InlineData(PteFlags.UffdWp, false, false)]
    [InlineData(PteFlags.SoftDirty, false, false)]
    public void A_flush_is_due_for_a_bit_that_goes_or_comes(PteFlags flag, bool ifItGoes, bool ifItComes)
    {
        var entry = Pte.Leaf(Frame, PteFlags.Present);
        Assert.Equal((ifItGoes, ifItComes), (Pte.NeedsFlush(entry.With(flag), entry), Pte.NeedsFlush(entry, entry.With(flag))));
    }

    [Fact]
    public void A_flush_is_due_for_each_pair_of_an_old_and_a_new_entry_as_said()
    {
        var other = new Pfn(7);
        var entries = new[]
        {
            Pte.None, Softleaf.Of(SoftleafKind.Swap, 9).Entry, Pte.Leaf(Frame, PteFlags.ProtNone), Pte.Leaf(Frame, PteFlags.Present),
            Pte.Leaf(Frame, PteFlags.Present | PteFlags.Writable), Pte.Leaf(Frame, PteFlags.Present | PteFlags.Writable | PteFlags.Dirty), Pte.Leaf(other, PteFlags.Present | PteFlags.Writable),
        };

        // Rows: what it was. Columns: what it is now.
        string[] due = ["-------", "-------", "-------", "xxx---x", "xxxx--x", "xxxxx-x", "xxxxxx-"];
        Assert.Equal(due, entries.Select(was => string.Concat(entries.Select(now => Pte.NeedsFlush(was, now) ? 'x' : '-'))));
    }

    [Fact]
    public void An_entry_says_what_it_is() => Assert.Equal(
        ["none", "0x7 Present, Dirty", "Marker 0x4"],
        new[] { Pte.None, Pte.Leaf(new Pfn(7), PteFlags.Present | PteFlags.Dirty), Softleaf.OfMarker(MarkerKind.Guard).Entry }.Select(entry => entry.ToString()));

    [Fact]
    public void Bits_are_single() => Assert.All(Enum.GetValues<PteFlags>(), flag => Assert.True(BitOperations.PopCount((ulong)flag) <= 1));
}
