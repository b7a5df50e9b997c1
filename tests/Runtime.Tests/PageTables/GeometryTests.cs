using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Addresses and levels, against plain arithmetic.</summary>
public sealed class GeometryTests
{
    [Theory]
    [InlineData(4, 47)]
    [InlineData(5, 56)]
    public void Positions_are_quotients_and_remainders(int levels, int bits)
    {
        var limit = (UInt128.One << bits) - 4096;
        Assert.Equal((ulong)limit, TableGeometry.LimitOf(levels));
        var random = new Random(levels);
        var edges = Enumerable.Range(0, levels).SelectMany(level => new[] { SpanOf(level), SpanOf(level) - 1, (511 * SpanOf(level)) + 5, 512 * SpanOf(level), (512 * SpanOf(level)) - 1 });
        var addresses = edges.Select(edge => (ulong)(edge % limit)).Concat(Enumerable.Range(0, 500).Select(_ => (ulong)random.NextInt64((long)limit))).Append(0ul).Append((ulong)limit - 1);
        foreach (var address in addresses)
        {
            for (var level = 0; level < levels; level++)
            {
                var span = SpanOf(level);
                Assert.Equal((ulong)span, TableGeometry.SpanOf(level));
                Assert.Equal((int)(address / span % 512), TableGeometry.IndexOf(address, level));
                Assert.Equal((ulong)(address - (address % span)), TableGeometry.StartOf(address, level));
                Assert.Equal((ulong)(address - (address % span) + span), TableGeometry.EndOf(address, level));
            }

            Assert.Equal((int)(address / 4096 % 512), PteIndex.Of(address));
            Assert.True(TableGeometry.IndexOf(address, levels - 1) < 256, "the lower half of the root");
        }
    }

    [Fact]
    public void Levels_have_names()
    {
        Assert.Equal("PTE PMD PUD PGD", string.Join(' ', Enumerable.Range(0, 4).Select(level => TableGeometry.NameOf(level, 4))));
        Assert.Equal("PTE PMD PUD P4D PGD", string.Join(' ', Enumerable.Range(0, 5).Select(level => TableGeometry.NameOf(level, 5))));
        Assert.Equal(512, PteIndex.Count);
    }

    // Small ranges, each against the set of its addresses.
    [Fact]
    public void Ranges_are_the_sets_of_their_addresses()
    {
        var ranges = Enumerable.Range(0, 6).SelectMany(start => Enumerable.Range(0, 6).Select(end => new AddressRange((ulong)start, (ulong)end))).ToList();
        foreach (var one in ranges)
        {
            var set = SetOf(one);
            Assert.Equal(set.Count == 0, one.IsEmpty);
            Assert.All(Enumerable.Range(0, 8), address => Assert.Equal(set.Contains((ulong)address), one.Contains((ulong)address)));
            foreach (var two in ranges)
            {
                Assert.Equal(set.Overlaps(SetOf(two)), one.Overlaps(two));
                Assert.True(SetOf(one.Intersect(two)).SetEquals(set.Intersect(SetOf(two))));
                if (!two.IsEmpty)
                {
                    Assert.Equal(set.IsSupersetOf(SetOf(two)), one.Contains(two));
                }
            }
        }

        static HashSet<ulong> SetOf(AddressRange range) => [.. Enumerable.Range(0, 10).Select(address => (ulong)address).Where(address => address >= range.Start && address < range.End)];
    }

    [Fact]
    public void A_range_knows_its_size_and_where_its_tables_end()
    {
        var range = new AddressRange(0x1ff000, 0x404000);
        Assert.Equal((0x205000ul, 0x205L), (range.Bytes, range.Pages));
        Assert.Equal([0x200000ul, 0x400000ul, 0x400000ul, 0x404000ul], new[] { 0x1ff000ul, 0x200000ul, 0x3fffffu, 0x400000ul }.Select(range.EndOfTable));
        Assert.Equal("0x1ff000-0x404000", range.ToString());
    }

    private static UInt128 SpanOf(int level)
    {
        UInt128 span = PageSize.Base;
        for (; level > 0; level--)
        {
            span *= 512;
        }

        return span;
    }
}
