using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Entries that hold something and map nothing.</summary>
public sealed class SoftleafTests
{
    public static TheoryData<SoftleafKind> Kinds => [.. Enum.GetValues<SoftleafKind>().Where(kind => kind != SoftleafKind.None)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_put_in_comes_out_and_never_maps_anything(SoftleafKind kind)
    {
        var random = new Random((int)kind);
        var offsets = Enumerable.Range(0, 500).Select(_ => (ulong)random.NextInt64() & Softleaf.MaxOffset).Append(0ul).Append(Softleaf.MaxOffset).Append(1ul);
        foreach (var offset in offsets)
        {
            for (var bits = 0; bits < 8; bits++)
            {
                var leaf = Softleaf.Of(kind, offset).With((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
                Assert.Equal((kind, offset, true), (leaf.Kind, leaf.Offset, leaf.IsKnown));
                Assert.Equal(((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0), (leaf.IsExclusive, leaf.IsUffdWp, leaf.IsSoftDirty));
                Assert.Equal((true, false, false, false, false, false), (leaf.Entry.IsSoftleaf, leaf.Entry.IsNone, leaf.Entry.IsPresent, leaf.Entry.IsMapping, leaf.Entry.IsTable, leaf.Entry.IsHuge));
                Assert.Equal(new Pfn((uint)offset), leaf.Frame);
            }
        }
    }

    [Fact]
    public void Bits_are_where_they_are_drawn()
    {
        Assert.Equal(((ulong)SoftleafKind.Hwpoison << 59) | (5ul << 9), Softleaf.Of(SoftleafKind.Hwpoison, 5).Entry.Bits);
        var bare = Softleaf.Of(SoftleafKind.Swap, 0);
        Assert.Equal((8ul, 4ul, 2ul), (bare.With(isExclusive: true).Entry.Bits ^ bare.Entry.Bits, bare.With(isUffdWp: true).Entry.Bits ^ bare.Entry.Bits, bare.With(isSoftDirty: true).Entry.Bits ^ bare.Entry.Bits));
        Assert.Equal((1UL << 50) - 1, Softleaf.MaxOffset);
    }

    [Fact]
    public void Each_kind_has_its_number_and_three_are_migrations()
    {
        Assert.Equal(Enumerable.Range(0, 10), Enum.GetValues<SoftleafKind>().Select(kind => (int)kind));
        Assert.Equal(
            [SoftleafKind.MigrationRead, SoftleafKind.MigrationReadExclusive, SoftleafKind.MigrationWrite],
            Enum.GetValues<SoftleafKind>().Where(kind => kind != SoftleafKind.None && Softleaf.Of(kind, 3).IsMigration));
    }

    [Fact]
    public void A_marker_is_something_and_nothing_is_no_marker()
    {
        foreach (var marker in new[] { MarkerKind.UffdWp, MarkerKind.Poisoned, MarkerKind.Guard, MarkerKind.UffdWp | MarkerKind.Guard })
        {
            var leaf = Softleaf.OfMarker(marker);
            Assert.Equal((SoftleafKind.Marker, marker, false, true), (leaf.Kind, leaf.Marker, leaf.Entry.IsNone, leaf.Entry.IsSoftleaf));
        }

        Assert.Equal((SoftleafKind.None, MarkerKind.None, false), (new Softleaf(Pte.None).Kind, new Softleaf(Pte.None).Marker, new Softleaf(Pte.None).IsKnown));
        Assert.Equal(MarkerKind.None, Softleaf.Of(SoftleafKind.Swap, 4).Marker);
    }

    [Fact]
    public void Kinds_above_those_known_and_entries_that_map_are_unknown()
    {
        for (var kind = 0ul; kind < 32; kind++)
        {
            Assert.Equal(kind is >= 1 and <= 9, new Softleaf(new Pte((kind << 59) | 512)).IsKnown);
            Assert.False(new Softleaf(new Pte((kind << 59) | (ulong)PteFlags.Present)).IsKnown);
            Assert.False(new Softleaf(new Pte((kind << 59) | (ulong)PteFlags.ProtNone)).IsKnown);
        }

        Assert.Equal("unknown 0xf800000000000200", new Softleaf(new Pte((31ul << 59) | 512)).ToString());
        Assert.Equal("Swap 0x1f", Softleaf.Of(SoftleafKind.Swap, 31).ToString());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Softleaf.Of(SoftleafKind.None, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Softleaf.Of(SoftleafKind.Marker + 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Softleaf.Of((SoftleafKind)(-1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Softleaf.Of(SoftleafKind.Swap, Softleaf.MaxOffset + 1));
    }
}
