using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Entries of a locked table, and what is owed for changing them.</summary>
public sealed class PteTableTests
{
    private const ulong Start = 3 * TestTree.Window;

    private static readonly Pte Leaf = Pte.Leaf(new Pfn(9), TestTree.Rights | PteFlags.Dirty);

    private readonly World _world = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Entries_are_written_replaced_and_changed_where_they_are(bool isSolo) => InTable(isSolo, (in table, test) =>
    {
        Assert.Equal((new AddressRange(Start, Start + TestTree.Window), Start + (511 * 4096)), (table.Range, table.AddressOf(511)));
        table.Set(0, Leaf);
        table.Set(511, Leaf);
        Assert.Equal((Leaf, Leaf, Pte.None), (table[0], table[511], table[1]));
        Assert.Equal(Leaf, table.Replace(511, Pte.None));
        Assert.Equal(Leaf, table.Change(0, PteFlags.Writable | PteFlags.Dirty, PteFlags.UffdWp));
        Assert.Equal(Pte.Leaf(new Pfn(9), PteFlags.Present | PteFlags.User | PteFlags.UffdWp), table[0]);
        Assert.Equal(table[0], test.Tree.Read(table.Table, 0));
        Assert.Equal((long)table[0].Bits, table.Entries[0]);
        Assert.NotEqual(Pte.None, table.Clear(0));
        Assert.Equal(Pte.None, table[0]);
    });

    [Fact]
    public void A_part_is_empty_if_all_its_entries_are() => InTable(isSolo: false, (in table, _) =>
    {
        Assert.True(table.IsEmpty(0, 512));
        table.Set(100, Softleaf.OfMarker(MarkerKind.Guard).Entry);
        Assert.True(table.IsEmpty(0, 100) && table.IsEmpty(101, 512) && table.IsEmpty(100, 100));
        Assert.False(table.IsEmpty(100, 101) || table.IsEmpty(0, 101) || table.IsEmpty(100, 512) || table.IsEmpty(0, 512));
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(512)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void An_entry_outside_is_refused(int index) => InTable(isSolo: false, (in table, test) =>
    {
        Assert.True(Throws(in table, (in one, at) => _ = one[at]));
        Assert.True(Throws(in table, (in one, at) => one.Set(at, Leaf)));
        Assert.True(Throws(in table, (in one, at) => one.Replace(at, Leaf)));
        Assert.True(Throws(in table, (in one, at) => one.Clear(at)));
        Assert.True(Throws(in table, (in one, at) => one.Change(at, PteFlags.None, PteFlags.None)));
        Assert.True(test.Tree.TryPmd(Start, out var pmd));
        using var mapping = pmd.Map(Start);
        try
        {
            _ = mapping[index];
            Assert.Fail("There is no such entry.");
        }
        catch (ArgumentOutOfRangeException)
        {
        }

        bool Throws(in PteTable one, TableUse use)
        {
            try
            {
                use(in one, index);
                return false;
            }
            catch (ArgumentOutOfRangeException)
            {
                return true;
            }
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flush_is_owed_for_what_loses_rights_and_for_nothing_else(bool isSolo) => InTable(isSolo, (in table, test) =>
    {
        var ledger = new Ledger();
        test.Tree.Ledger = ledger;
        table.Set(2, Leaf);
        table.Change(2, PteFlags.None, PteFlags.Accessed);
        Assert.Empty(ledger.Owed);
        table.Change(2, PteFlags.Writable, PteFlags.None);
        table.Clear(2);
        table.Clear(2);
        table.Replace(3, Leaf);
        table.Replace(3, Leaf);
        table.Set(3, Pte.None);
        var read = Leaf.Without(PteFlags.Writable).With(PteFlags.Accessed);
        Assert.Equal([$"{Start + 0x2000:x} 0 {Leaf.With(PteFlags.Accessed)}", $"{Start + 0x2000:x} 0 {read}", $"{Start + 0x3000:x} 0 {Leaf}"], ledger.Owed);
    });

    [Fact]
    public void A_pmd_owes_for_a_table_or_a_huge_page() => _world.Run(() =>
    {
        using var test = new TestTree();
        var (pmd, ledger) = (test.MakePte(Start), new Ledger());
        test.Tree.Ledger = ledger;
        var (table, huge) = (pmd.Value, Pte.Leaf(new Pfn(512), TestTree.Rights | PteFlags.Huge));
        using (var guard = pmd.Lock())
        {
            Assert.Equal(table, guard.Replace(huge, Start + 0x5000));
            Assert.Equal(huge, guard.Replace(huge.With(PteFlags.Dirty), Start + 0x5000));
            Assert.Equal(huge.With(PteFlags.Dirty), guard.Replace(Pte.None, Start + 0x5000));
            Assert.Equal(Pte.None, guard.Replace(Pte.None, Start));
            guard.Set(table);
            Assert.Equal((table, table), (guard.Value, pmd.Value));
        }

        Assert.Equal([$"table {Start:x} 0", $"{Start:x} 1 {huge.With(PteFlags.Dirty)}"], ledger.Owed);
        Assert.Empty(_world.Reports);
    });

    [Fact]
    public void A_section_alone_ends_with_the_guard() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePte(Start);
        test.Cpu.Run(() =>
        {
            using (var table = pmd.MapLock(Start))
            {
                table.TryGoSolo(test.Cpu);
                Assert.False(table.IsSolo, "nothing is loaded here");
            }

            test.Owner.Use(() =>
            {
                for (var i = 0; i < 2; i++)
                {
                    using var table = pmd.MapLock(Start);
                    table.TryGoSolo(test.Cpu);
                    table.TryGoSolo(test.Cpu);
                    Assert.True(table.IsSolo);
                }
            });
        });

        // Else this one would wait for ever.
        new Cpu(1).Run(() => test.Owner.Use(() => { }));
    });

    private void InTable(bool isSolo, TableBody body) => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePte(Start);
        test.Cpu.Run(() => test.Owner.Use(() =>
        {
            using var table = pmd.MapLock(Start);
            if (isSolo)
            {
                table.TryGoSolo(test.Cpu);
            }

            Assert.Equal(isSolo, table.IsSolo);
            body(in table, test);
        }));
        Assert.Empty(_world.Reports);
    });

    private delegate void TableBody(in PteTable table, TestTree test);

    private delegate void TableUse(in PteTable table, int index);
}
