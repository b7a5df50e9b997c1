using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Scheduling;
using MmRuntime.Tests.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Tables come to be once, are counted, and nothing leaks when there is no memory.</summary>
public sealed class MakingTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Tables_are_made_once_and_those_up_to_the_puds_are_counted(int levels) => _world.Run(() =>
    {
        using var test = new TestTree(levels);
        var (tree, limit) = (test.Tree, test.Tree.Limit);
        Assert.Equal((levels, 0L, 1L), (tree.Levels, tree.TableBytes, test.Tables));

        // Each address with the tables it adds: those counted, and all.
        var above = levels - 4;
        var steps = new (ulong Address, int Counted, int All)[]
        {
            (0, 3, 3 + above), (4095, 0, 0), (TestTree.Window - 1, 0, 0), (TestTree.Window, 1, 1), (TestTree.Gigabyte - 1, 1, 1), (TestTree.Gigabyte, 2, 2),
            ((1UL << 39) - 1, 2, 2), (1UL << 39, 3, 3), (limit - 1, 3, 3 + above), (limit - 4096, 0, 0),
        };
        var (counted, all) = (0, 1);
        foreach (var step in steps)
        {
            var pmd = test.MakePte(step.Address);
            counted += step.Counted;
            all += step.All;
            Assert.Equal((counted * 4096L, all), (tree.TableBytes, test.Tables));
            Assert.True(tree.TryPmd(step.Address, out var found));
            Assert.Equal((pmd.Table, pmd.Index, TableGeometry.IndexOf(step.Address, 1)), (found.Table, found.Index, found.Index));
            Assert.True(tree.TryTable(step.Address, TableGeometry.Pte, out var table));
            Assert.Equal((pmd.Value.Frame.Value, 0, 1), (table, tree.LevelOf(table), tree.LevelOf(pmd.Table)));
            Assert.True(tree.Entries(table).IndexOfAnyExcept(0) < 0, "a new table is empty");
        }

        Assert.False(tree.TryPmd(limit, out _));
        Assert.False(tree.TryPmd(ulong.MaxValue, out _));
    });

    [Fact]
    public void A_table_in_a_frame_that_held_something_is_empty() => _world.Run(() =>
    {
        using var test = new TestTree(memory: TestMemory.Bare(64 << 10));
        var frames = test.Test.TakeAll(TestMemory.Kernel);
        frames.ForEach(frame => test.Memory.View(frame).Fill(0xff));
        test.Test.FreeAll(frames);
        test.MakePte(0);
        for (var level = 0; level < 3; level++)
        {
            Assert.True(test.Tree.TryTable(0, level, out var table));
            Assert.Equal(level == 0 ? 0 : 1, test.Tree.Entries(table).ToArray().Count(entry => entry != 0));
        }
    });

    [Fact]
    public void There_are_four_or_five_levels() => _world.Run(() =>
    {
        using var memory = new TestMemory();
        foreach (var levels in (ReadOnlySpan<int>)[3, 6])
        {
            var options = new PageTableOptions { Levels = levels };
            Assert.Throws<ArgumentOutOfRangeException>(
                () => PageTableTree.TryCreate(new Owner(), memory.Memory, memory.Cpu, new RcuDomain("tables.rcu"), options));
        }
    });

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Each_allocation_can_fail_and_then_all_is_as_if_the_later_ones_had_never_been_tried(int levels) => _world.Run(() =>
    {
        using var memory = new TestMemory();
        memory.Memory.Failures.FailAt(1);
        Assert.Null(PageTableTree.TryCreate(new Owner(), memory.Memory, memory.Cpu, new RcuDomain("tables.rcu"), new PageTableOptions { Levels = levels }));
        Assert.Equal(0, memory.Change.AllocatedFrames);
        for (var k = 1; k < levels; k++)
        {
            using var test = new TestTree(levels);
            test.Memory.Failures.FailAt(k);
            var isLow = k == levels - 1;
            Assert.Equal(isLow ? TableResult.Done : TableResult.NoMemory, test.Tree.TryMakePmd(test.Cpu, 5 * TestTree.Gigabyte, out var pmd));
            Assert.False(isLow && test.Tree.TryMakePte(test.Cpu, pmd, 5 * TestTree.Gigabyte));

            // The tables made before the failure stay, and are used by the next attempt.
            var counted = Math.Max(0, k - 1 - (levels - 4));
            Assert.Equal((k, counted * 4096L), (test.Tables, test.Tree.TableBytes));
            test.Memory.Failures.Reset();
            test.MakePte(5 * TestTree.Gigabyte);
            Assert.Equal((levels, 3 * 4096L, levels - k), (test.Tables, test.Tree.TableBytes, test.Memory.Failures.Count));
        }
    });

    [Fact]
    public void Where_a_huge_page_is_mapped_no_table_is_made() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePmd(0);
        var huge = Pte.Leaf(new Pfn(512), TestTree.Rights | PteFlags.Huge);
        var marker = Softleaf.OfMarker(MarkerKind.Guard).Entry;
        foreach (var inPlace in new[] { huge, marker, Pte.Leaf(new Pfn(512), PteFlags.ProtNone | PteFlags.Huge) })
        {
            test.Tree.Write(pmd.Table, pmd.Index, inPlace);
            Assert.True(test.Tree.TryMakePte(test.Cpu, pmd, 0));
            Assert.Equal(inPlace, pmd.Value);
            using var table = pmd.MapLock(0);
            using var mapping = pmd.Map(0);
            Assert.False(table.IsMapped || mapping.IsMapped);
        }

        Assert.True(test.Tree.TryTable(TestTree.Gigabyte, TableGeometry.Pud, out var pud));
        foreach (var inPlace in new[] { huge, marker })
        {
            test.Tree.Write(pud, 1, inPlace);
            Assert.Equal(TableResult.NotTable, test.Tree.TryMakePmd(test.Cpu, TestTree.Gigabyte, out _));
            Assert.False(test.Tree.TryPmd(TestTree.Gigabyte, out _));
            Assert.False(test.Tree.TryPmd(TestTree.Gigabyte, out _, out var next));
            Assert.Equal(2 * TestTree.Gigabyte, next);
        }

        Assert.Equal((2 * 4096L, 3L), (test.Tree.TableBytes, test.Tables));
    });

    [Theory]
    [InlineData(1UL << 32)]
    [InlineData(uint.MaxValue)]
    [InlineData(1024)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(900)]
    public void A_corrupt_entry_is_told_and_never_followed(ulong frame) => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePte(0);
        Assert.True(test.Tree.TryTable(0, TableGeometry.Pud, out var pud));
        var bad = new Pte(Pte.Table(default).Bits | (frame << 12));
        test.Tree.Write(pud, 3, bad);
        Assert.Equal(TableResult.Bad, test.Tree.TryMakePmd(test.Cpu, 3 * TestTree.Gigabyte, out _));
        Assert.False(test.Tree.TryPmd(3 * TestTree.Gigabyte, out _));
        Assert.False(test.Tree.TryPmd(3 * TestTree.Gigabyte, out _, out var next));
        Assert.Equal(4 * TestTree.Gigabyte, next);
        Assert.False(test.Tree.TryTranslate(3 * TestTree.Gigabyte, isStore: true, out _, out var level));
        Assert.Equal(TableGeometry.Pud, level);

        test.Tree.Write(pmd.Table, 5, bad);
        var corrupt = new PmdSlot(test.Tree, pmd.Table, 5);
        Assert.True(test.Tree.TryMakePte(test.Cpu, corrupt, 5 * TestTree.Window));
        using var table = corrupt.MapLock(5 * TestTree.Window);
        using var mapping = corrupt.Map(5 * TestTree.Window);
        Assert.False(table.IsMapped || mapping.IsMapped || test.Tree.TryTranslate(5 * TestTree.Window, isStore: true, out _, out _));
        var taken = new Taken();
        test.Tree.TakeOut(new AddressRange(5 * TestTree.Window, 6 * TestTree.Window), new AddressRange(TestTree.Window, TestTree.Gigabyte), ref taken);
        Assert.Empty(taken.Tables);
        Assert.Equal((bad, bad), (corrupt.Value, test.Tree.Read(pud, 3)));
        Assert.True(SimTask.Current.Held.IsEmpty && !test.Rcu.IsReading);
    });

    [Fact]
    public void A_table_of_another_level_is_corrupt() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePte(0);
        Assert.True(test.Tree.IsBad(Pte.Table(new Pfn(pmd.Table)), TableGeometry.Pte));
        Assert.False(test.Tree.IsBad(Pte.Table(new Pfn(pmd.Table)), TableGeometry.Pmd));
        Assert.Equal((-1, -1), (test.Tree.LevelOf(1024), test.Tree.LevelOf(test.Test.Take().Value)));
    });

    [Fact]
    public void A_walk_goes_on_behind_what_is_missing() => _world.Run(() =>
    {
        using var test = new TestTree(5);
        test.MakePmd(7 * TestTree.Window);
        Assert.True(test.Tree.TryPmd((7 * TestTree.Window) + 5, out var pmd, out var next));
        Assert.Equal((7, 8 * TestTree.Window), (pmd.Index, next));
        Assert.False(test.Tree.TryPmd(TestTree.Gigabyte + 5, out _, out next));
        Assert.Equal(2 * TestTree.Gigabyte, next);
        Assert.False(test.Tree.TryPmd((1UL << 39) + 5, out _, out next));
        Assert.Equal(2UL << 39, next);
        Assert.False(test.Tree.TryPmd((1UL << 48) + 5, out _, out next));
        Assert.Equal(2UL << 48, next);
    });

    [Fact]
    public void A_table_that_nobody_could_put_in_its_place_is_freed() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePmd(0);
        using (var guard = pmd.Lock())
        {
            // Whoever makes tables takes this lock: the validator refuses it to who holds it.
            _world.Refuse();
            Assert.Equal(ReportKind.SelfDeadlock, Assert.Throws<LockdepException>(() => test.Tree.TryMakePte(test.Cpu, pmd, 0)).Report.Kind);
        }

        Assert.Equal((2 * 4096L, 3L), (test.Tree.TableBytes, test.Tables));
        test.MakePte(0);
    });

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 2)]
    [InlineData(5, 0)]
    [InlineData(5, 3)]
    public void The_root_goes_last(int levels, int kept) => _world.Run(() =>
    {
        using var test = new TestTree(levels);
        test.MakePte(0);
        var sink = new Taken();
        var span = TableGeometry.SpanOf(kept);
        test.Tree.TakeOut(new AddressRange(0, 4096), new AddressRange(0, kept == 0 ? ulong.MaxValue : span), ref sink);
        sink.Tables.ForEach(table => test.Tree.FreeTable(test.Cpu, table.Table));
        if (kept > 0)
        {
            Assert.Contains("while there are others", Assert.Throws<MmUsageException>(() => test.Tree.Free(test.Cpu)).Message, StringComparison.Ordinal);
            Assert.Equal(levels - kept, test.Tables);
            return;
        }

        test.Tree.Free(test.Cpu);
        Assert.Equal((0, "no frames"), (test.Test.Change.AllocatedFrames, test.Test.Change.ToString()));
    });
}
