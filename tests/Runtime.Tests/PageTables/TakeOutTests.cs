using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tests.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Tables leave the tree if all they span lies between the neighbours of a range and some of it in the range.</summary>
public sealed class TakeOutTests
{
    private static readonly int[] Mapped = [0, 2, 3, 4, 6];

    private readonly World _world = new();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Exactly_the_tables_leave_that_lie_within_the_bounds_and_overlap_the_range(int levels) => _world.Run(() =>
    {
        var random = new Random(levels);
        for (var round = 0; round < 60; round++)
        {
            using var test = new TestTree(levels, memory: TestMemory.Bare(2L << 20));
            var (windows, limit) = (new List<ulong>(), test.Tree.Limit);
            var marks = Enumerable.Range(0, 4).Select(_ => Near(random, limit) / 4096 * 4096).Order().ToArray();
            var (bounds, range) = (new AddressRange(marks[0], marks[3]), new AddressRange(marks[1], marks[2]));
            if (random.Next(3) == 0)
            {
                bounds = bounds with { Start = 0 };
            }

            if (random.Next(3) == 0)
            {
                // No neighbour behind: said by the limit, or by anything larger.
                bounds = bounds with { End = random.Next(2) == 0 ? limit : ulong.MaxValue };
            }

            // Between the range and its neighbours nothing is mapped, and so no table lies there altogether.
            for (var i = random.Next(1, 25); i > 0; i--)
            {
                var window = Near(random, limit) / TestTree.Window * TestTree.Window;
                var span = new AddressRange(window, window + TestTree.Window);
                if (range.Overlaps(span) || span.Start < bounds.Start || (span.End > bounds.End && bounds.End < limit))
                {
                    windows.Add(window);
                    test.MakePte(window);
                }
            }

            TakesOut(test, windows, range, bounds);
        }
    });

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void All_tables_leave_and_the_bytes_with_them(int levels) => _world.Run(() =>
    {
        using var test = new TestTree(levels);
        var windows = new List<ulong> { 0, TestTree.Window, TestTree.Gigabyte - TestTree.Window, TestTree.Gigabyte, 1UL << 39, (1UL << (levels == 5 ? 48 : 46)) + TestTree.Window, (test.Tree.Limit - 1) / TestTree.Window * TestTree.Window };
        windows.ForEach(window => test.MakePte(window));
        TakesOut(test, windows, new AddressRange(0, test.Tree.Limit), new AddressRange(0, test.Tree.Limit));
        Assert.Equal((0L, 1L), (test.Tree.TableBytes, test.Tables));
        Assert.True(test.Memory.IsZero(test.Tree.Root));
        test.Tree.Free(test.Cpu);
    });

    [Fact]
    public void The_table_of_the_last_page_leaves_though_it_reaches_beyond_the_limit() => _world.Run(() =>
    {
        using var test = new TestTree();
        var last = test.Tree.Limit - 4096;
        test.MakePte(last);
        var sink = new Taken();
        test.Tree.TakeOut(new AddressRange(last, test.Tree.Limit), new AddressRange(last - 4096, test.Tree.Limit), ref sink);
        Assert.Empty(sink.Tables);
        test.Tree.TakeOut(new AddressRange(last, ulong.MaxValue), new AddressRange(0, test.Tree.Limit), ref sink);
        Assert.Equal([0, 1, 2], sink.Tables.Select(table => table.Level));
        Assert.Equal(0, test.Tree.TableBytes);
    });

    [Fact]
    public void Nothing_leaves_for_an_empty_range_or_one_behind_the_limit() => _world.Run(() =>
    {
        using var test = new TestTree();
        test.MakePte(0);
        var sink = new Taken();
        var all = new AddressRange(0, ulong.MaxValue);
        test.Tree.TakeOut(new AddressRange(4096, 4096), all, ref sink);
        test.Tree.TakeOut(new AddressRange(8192, 4096), all, ref sink);
        test.Tree.TakeOut(new AddressRange(1UL << 48, (1UL << 48) + 4096), all, ref sink);
        Assert.Empty(sink.Tables);
    });

    // Under tables that stay, for they reach beyond the bounds.
    [Theory]
    [InlineData(0, 1, new[] { 0 })]
    [InlineData(1, 4, new[] { 2, 3 })]
    [InlineData(3, 4, new[] { 3 })]
    [InlineData(4, 6, new[] { 4 })]
    [InlineData(1, 2, new int[0])]
    public void A_table_beside_the_range_stays_though_it_lies_within_the_bounds(int start, int end, int[] due) => _world.Run(() =>
    {
        using var test = new TestTree();
        Assert.All(Mapped, window => test.MakePte((ulong)window * TestTree.Window));
        var sink = new Taken();
        test.Tree.TakeOut(new AddressRange((ulong)start * TestTree.Window, (ulong)end * TestTree.Window), new AddressRange(0, 8 * TestTree.Window), ref sink);
        Assert.Equal(due, sink.Tables.Select(table => (int)(table.Address / TestTree.Window)));
        Assert.Equal((2 + Mapped.Length - due.Length) * 4096L, test.Tree.TableBytes);
    });

    [Fact]
    public void A_table_that_leaves_is_owed_a_flush() => _world.Run(() =>
    {
        using var test = new TestTree();
        test.MakePte(TestTree.Gigabyte + TestTree.Window);
        var ledger = new Ledger();
        test.Tree.Ledger = ledger;
        var sink = new Taken();
        test.Tree.TakeOut(new AddressRange(TestTree.Gigabyte + TestTree.Window, 2 * TestTree.Gigabyte), new AddressRange(TestTree.Gigabyte, 2 * TestTree.Gigabyte), ref sink);
        Assert.Equal([$"table {TestTree.Gigabyte + TestTree.Window:x} 0", $"table {TestTree.Gigabyte:x} 1"], ledger.Owed);
    });

    // Against all tables that there must be, from the addresses alone.
    private static void TakesOut(TestTree test, List<ulong> windows, AddressRange range, AddressRange bounds)
    {
        var levels = test.Tree.Levels;
        var limit = test.Tree.Limit;
        var all = Enumerable.Range(0, levels - 1).SelectMany(level => windows.Select(window => (Level: level, Start: window / Span(level) * Span(level)))).Distinct().ToList();
        var due = range.IsEmpty ? [] : all.Where(table => table.Start >= bounds.Start && (bounds.End >= limit || table.Start + Span(table.Level) <= bounds.End)
            && table.Start < range.End && table.Start + Span(table.Level) > range.Start).ToHashSet();
        var sink = new Taken();
        test.Tree.TakeOut(range, bounds, ref sink);
        Assert.Equal(due.OrderBy(table => table), sink.Tables.Select(table => (table.Level, table.Address)).Order());
        Assert.Equal(sink.Tables.Count, sink.Tables.Select(table => table.Table).Distinct().Count());
        for (var i = 0; i < sink.Tables.Count; i++)
        {
            var (table, address, level) = sink.Tables[i];
            Assert.Equal((level, FrameType.Table), (test.Tree.LevelOf(table), test.Memory.TypeOf(new Pfn(table))));

            // Whatever comes later is not below it.
            Assert.All(sink.Tables.Skip(i + 1), later => Assert.False(later.Level < level && later.Address >= address && later.Address < address + Span(level)));
        }

        Assert.Equal(all.Except(due).Count(table => table.Level <= 2) * 4096L, test.Tree.TableBytes);
        foreach (var table in all)
        {
            Assert.Equal(!due.Contains(table), test.Tree.TryTable(table.Start, table.Level, out _));
        }

        sink.Tables.ForEach(table => test.Tree.FreeTable(test.Cpu, table.Table));
        Assert.Equal(all.Count - due.Count + 1, test.Tables);
    }

    // What an entry spans that points to a table of a level.
    private static ulong Span(int level) => TableGeometry.SpanOf(level + 1);

    // Often close to another one, or to an end of a table of some level.
    private static ulong Near(Random random, ulong limit)
    {
        var (windows, address) = (random.Next(-2, 3) * (long)TestTree.Window, random.NextInt64(0, 4) << (12 + (9 * random.Next(1, 5))));
        return (ulong)Math.Clamp(random.Next(5) == 0 ? (long)limit - Math.Abs(windows) - (random.Next(512) << 12) : address + windows + (random.Next(512) << 12), 0, (long)limit - 4096);
    }
}
