using MmRuntime.Lockdep;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.PageTables;

/// <summary>Which lock a table has, in what order they are taken, and what a guard leaves behind.</summary>
public sealed class TableLockTests
{
    private readonly World _world = new();

    [Fact]
    public void Pmd_and_pte_tables_have_locks_of_their_own_and_all_above_share_one() => _world.Run(() =>
    {
        using var test = new TestTree(5);
        var (pmd, other) = (test.MakePte(0), test.MakePte(TestTree.Window));
        var tables = new List<uint> { test.Tree.Root.Value, pmd.Value.Frame.Value, other.Value.Frame.Value, pmd.Table };
        Assert.True(test.Tree.TryTable(0, TableGeometry.Pud, out var pud));
        Assert.True(test.Tree.TryTable(0, 3, out var p4d));
        tables.AddRange([pud, p4d]);
        var upper = new[] { test.Tree.Root.Value, pud, p4d };
        Assert.All(tables, one => Assert.All(tables, two => Assert.Equal(one == two || (upper.Contains(one) && upper.Contains(two)), test.Tree.HaveSameLock(one, two))));
    });

    [Fact]
    public void Without_split_locks_all_tables_have_that_of_the_root() => _world.Run(() =>
    {
        using var test = new TestTree(isSplit: false);
        var (pmd, other) = (test.MakePte(0), test.MakePte(TestTree.Window));
        var tables = new[] { test.Tree.Root.Value, pmd.Value.Frame.Value, other.Value.Frame.Value, pmd.Table };
        Assert.All(tables, one => Assert.All(tables, two => Assert.True(test.Tree.HaveSameLock(one, two))));

        // So who takes two has to look first, or stands in its own way.
        _world.Refuse();
        using (pmd.Lock())
        {
            Assert.Equal(ReportKind.SelfDeadlock, Refusal(() => pmd.MapLock(0, PageTableTree.Nested).Dispose()));
        }

        using (pmd.MapLock(0))
        {
            Assert.False(test.Tree.TryEnterLock(pmd.Table, 0, SimTask.Current, default, out _));
        }

        Assert.True(SimTask.Current.Held.IsEmpty && !test.Rcu.IsReading);
    });

    [Theory]
    [InlineData(true, "mm.ptl", "mm.ptl")]
    [InlineData(false, "mm.page_table_lock", "mm.page_table_lock")]
    public void Locks_have_the_names_of_their_kinds(bool isSplit, string low, string middle) => _world.Run(() =>
    {
        using var test = new TestTree(isSplit: isSplit);
        var pmd = test.MakePte(0);
        using (pmd.Lock())
        {
            Assert.Equal([middle], Held());
        }

        using (pmd.MapLock(0))
        {
            Assert.Equal(["tables.rcu", low], Held());
        }

        Assert.True(test.Tree.TryTable(0, TableGeometry.Pud, out var pud));
        var hold = test.Tree.EnterLock(pud, 0, SimTask.Current, default);
        Assert.Equal(["mm.page_table_lock"], Held());
        test.Tree.AssertLocked(test.Tree.Root.Value, default);
        test.Tree.ExitLock(pud, hold);
        Assert.Empty(Held());
        Assert.Empty(_world.Reports);

        static IEnumerable<string> Held() => SimTask.Current.Held.Entries.ToArray().Select(entry => entry.Lock.ToString());
    });

    [Fact]
    public void A_pmd_table_comes_before_a_pte_table_and_that_before_another_in_a_role() => _world.Run(() =>
    {
        using var test = new TestTree();
        var (pmd, other) = (test.MakePte(0), test.MakePte(TestTree.Window));
        using (pmd.Lock())
        using (var nested = pmd.MapLock(0, PageTableTree.Nested))
        {
            Assert.True(nested.IsMapped);
        }

        using (pmd.MapLock(0))
        using (var second = other.MapLock(TestTree.Window, PageTableTree.Nested))
        {
            Assert.True(second.IsMapped);
        }

        using (var mapping = pmd.Map(0))
        using (pmd.Lock())
        using (var nested = mapping.Lock(PageTableTree.Nested))
        {
            Assert.True(nested.IsMapped);
        }

        Assert.Empty(_world.Reports);
    });

    [Fact]
    public void Reports_waiting_for_a_pmd_table_under_a_pte_table_but_not_trying() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePte(0);
        using (pmd.Lock())
        using (pmd.MapLock(0, PageTableTree.Nested))
        {
        }

        using (pmd.MapLock(0))
        {
            Assert.True(test.Tree.TryEnterLock(pmd.Table, 0, SimTask.Current, default, out var hold));
            test.Tree.ExitLock(pmd.Table, hold);
            Assert.Empty(_world.Reports);

            // The same class in the same role.
            pmd.Lock().Dispose();
            Assert.Equal(ReportKind.SameClassNesting, Assert.Single(_world.Reports).Kind);
            _world.Forget();
        }

        using (pmd.MapLock(0, PageTableTree.Nested))
        {
            pmd.Lock().Dispose();
            Assert.Equal(ReportKind.LockOrderCycle, Assert.Single(_world.Reports).Kind);
        }
    });

    [Fact]
    public void A_lock_that_is_refused_leaves_nothing_behind() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePte(0);
        _world.Refuse();
        using (pmd.MapLock(0))
        {
            Assert.Equal(ReportKind.SelfDeadlock, Refusal(() => pmd.MapLock(0).Dispose()));
            Assert.Equal(ReportKind.SelfDeadlock, Refusal(() =>
            {
                using var mapping = pmd.Map(0);
                mapping.Lock().Dispose();
            }));
            Assert.Equal(2, SimTask.Current.Held.Entries.Length);
        }

        Assert.True(SimTask.Current.Held.IsEmpty && !test.Rcu.IsReading);
        test.Rcu.Synchronize();
    });

    [Fact]
    public void A_guard_that_could_not_be_had_holds_nothing_and_releases_nothing() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePmd(0);
        using (var table = pmd.MapLock(0))
        using (var mapping = pmd.Map(0))
        using (var huge = pmd.LockHuge())
        {
            Assert.False(table.IsMapped || mapping.IsMapped || huge.IsHeld);
            Assert.True(SimTask.Current.Held.IsEmpty && !test.Rcu.IsReading);
        }

        Assert.Throws<NullReferenceException>(() => pmd.MapLock(0)[0]);
        Assert.Throws<NullReferenceException>(() => pmd.Map(0)[0]);
        test.MakePte(0);
        using (var huge = pmd.LockHuge())
        {
            Assert.False(huge.IsHeld);
        }

        test.Tree.Write(pmd.Table, pmd.Index, Softleaf.OfMarker(MarkerKind.Guard).Entry);
        using (var huge = pmd.LockHuge())
        {
            Assert.True(huge.IsHeld);
            Assert.Equal(pmd.Value, huge.Value);
        }

        Assert.True(SimTask.Current.Held.IsEmpty);
        Assert.Empty(_world.Reports);
    });

    [Fact]
    public void A_mapping_is_a_section_and_its_lock_another_with_the_table() => _world.Run(() =>
    {
        using var test = new TestTree();
        var pmd = test.MakePte(0);
        using (var mapping = pmd.Map(0x5000))
        {
            Assert.True(mapping.IsMapped && test.Rcu.IsReading);
            Assert.Equal(pmd.Value, mapping.Seen);
            using (var table = mapping.Lock())
            {
                Assert.True(table.IsMapped);
                Assert.Equal(new AddressRange(0, TestTree.Window), table.Range);
                test.Tree.AssertLocked(table.Table, default);
            }

            test.Tree.Write(pmd.Table, pmd.Index, Pte.None);
            using (var table = mapping.Lock())
            {
                Assert.False(table.IsMapped);
            }

            Assert.True(test.Rcu.IsReading);
            Assert.Equal(1, SimTask.Current.Held.Entries.Length);
        }

        Assert.True(SimTask.Current.Held.IsEmpty && !test.Rcu.IsReading);
        Assert.Empty(_world.Reports);
    });

    [Fact]
    public void Tables_are_set_aside_and_the_last_comes_back_first() => _world.Run(() =>
    {
        using var test = new TestTree();
        var (pmd, other) = (test.MakePmd(0), test.MakePmd(TestTree.Gigabyte));
        var tables = Enumerable.Range(0, 4).Select(_ => new Pfn(test.LooseTable())).ToList();
        var bytes = test.Tree.TableBytes;
        using (var guard = pmd.Lock())
        {
            Assert.False(test.Tree.HasDeposits(pmd.Table));
            for (var i = 0; i < 3; i++)
            {
                guard.Deposit(tables[i]);
                Assert.Equal(bytes + ((i + 1) * 4096L), test.Tree.TableBytes);
            }

            Assert.Equal((true, false), (test.Tree.HasDeposits(pmd.Table), test.Tree.HasDeposits(other.Table)));
            Assert.Equal(tables[2], guard.Withdraw());
            guard.Deposit(tables[3]);
            Assert.Equal(tables[3], guard.Withdraw());
            Assert.Equal(tables[1], guard.Withdraw());
            Assert.Equal(tables[0], guard.Withdraw());
            Assert.Equal((bytes, false), (test.Tree.TableBytes, test.Tree.HasDeposits(pmd.Table)));
            Assert.Contains("never set aside", Misuse(pmd), StringComparison.Ordinal);
            Assert.Equal(bytes, test.Tree.TableBytes);
        }

        // A table that came back is like a new one.
        Assert.All(tables, table => Assert.False(test.Tree.HasDeposits(table.Value)));
        Assert.Empty(_world.Reports);

        string Misuse(PmdSlot slot) => Assert.Throws<MmUsageException>(() => slot.Tree.Withdraw(slot.Table)).Message;
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reports_setting_a_table_aside_or_taking_it_back_without_the_lock(bool isAside) => _world.Run(() =>
    {
        using var test = new TestTree();
        var (pmd, table) = (test.MakePmd(0), new Pfn(test.LooseTable()));
        if (!isAside)
        {
            using var guard = pmd.Lock();
            guard.Deposit(table);
        }

        _world.Refuse();
        Assert.Equal(ReportKind.NotHeld, Refusal(() =>
        {
            if (isAside)
            {
                test.Tree.Deposit(pmd.Table, table);
            }
            else
            {
                test.Tree.Withdraw(pmd.Table);
            }
        }));
        Assert.Equal(!isAside, test.Tree.HasDeposits(pmd.Table));
    });

    private static ReportKind Refusal(Action action) => Assert.Throws<LockdepException>(action).Report.Kind;
}
