using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tests.Physical;

namespace MmRuntime.Tests.PageTables;

using World = MmRuntime.Exploration.World;

/// <summary>No dirty bit is lost that a processor sets while somebody changes the entry.</summary>
public sealed class DirtyBitTests
{
    private const int Index = 5;

    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void Not_by_clearing() => Keeps((in table) => table.Clear(Index));

    [Fact]
    public void Not_by_replacing() => Keeps((in table) => table.Replace(Index, Pte.Leaf(new Pfn(3), PteFlags.Present)));

    [Fact]
    public void Not_by_changing_rights() => Keeps((in table) => table.Change(Index, PteFlags.Writable, PteFlags.UffdWp));

    [Fact]
    public void And_it_stays_in_an_entry_of_which_only_rights_change() => Passes(Explorer.Run(
        world =>
        {
            var ((test, _), other, isStored) = (TestTree.Explored(), new Cpu(1), false);
            var table = test.Map(Index << 12, Pte.Leaf(new Pfn(3), TestTree.Rights)).Value.Frame.Value;
            world.Start("processor", () => other.Run(() =>
            {
                other.BeginAccess();
                isStored = test.Tree.TryTranslate(Index << 12, isStore: true, out _, out _);
                other.EndAccess();
            }));
            world.Start("change", () =>
            {
                using var locked = test.MakePte(0).MapLock(0);
                locked.Change(Index, PteFlags.Writable, PteFlags.UffdWp);
            });
            world.AtEnd(() =>
            {
                var now = test.Tree.Read(table, Index);
                test.Dispose();
                world.Check((now.IsDirty, now.IsWritable, now.Has(PteFlags.UffdWp)) == (isStored, false, true));
            });
        },
        Exhaustive));

    [Fact]
    public void Not_by_taking_the_dirty_bit() => Keeps((in table) => table.Change(Index, PteFlags.Dirty, PteFlags.None));

    [Fact]
    public void But_by_a_plain_store() => Loses((in table) =>
    {
        var was = table[Index];
        table.Set(Index, was.Without(PteFlags.Writable));
        return was;
    });

    [Fact]
    public void Not_by_a_plain_store_while_nobody_else_translates() => Passes(Explore(awaits: true, isSolo: true, (in table) => table.Clear(Index), preemptions: 3));

    [Fact]
    public void Nor_by_a_plain_change_then() => Passes(Explore(awaits: true, isSolo: true, (in table) => table.Change(Index, PteFlags.Writable, PteFlags.None)));

    [Fact]
    public void But_if_a_processor_that_comes_does_not_wait() => Fails(Explore(awaits: false, isSolo: true, (in table) => table.Clear(Index)));

    // The section is the outer table's until the outer table goes.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Not_after_another_table_was_had_alone_and_released(bool awaits)
    {
        var result = Explorer.Run(
            world => Race(world, new Owner(awaits), isLoaded: true, (test, cpu) =>
            {
                using var table = test.MakePte(0).MapLock(0);
                table.TryGoSolo(cpu);
                using (var other = test.MakePte(TestTree.Window).MapLock(TestTree.Window, PageTableTree.Nested))
                {
                    other.TryGoSolo(cpu);
                }

                return (table.Clear(Index), Left(in table));
            }),
            Exhaustive with { MaxPreemptions = 1 });
        Assert.Equal(awaits, result.IsPassed);
    }

    [Fact]
    public void A_huge_page_that_gives_way_to_a_table_leaves_no_dirty_bit_in_the_entry_of_the_table()
    {
        var result = Explorer.Run(
            world =>
            {
                var test = new TestTree(memory: TestMemory.Bare(4L << 20));
                var (pmd, table) = (test.MakePmd(0), test.LooseTable());
                test.Tree.Write(pmd.Table, pmd.Index, Pte.Leaf(new Pfn(512), TestTree.Rights | PteFlags.Huge));
                test.Tree.Write(table, Index, Pte.Leaf(new Pfn(512 + Index), TestTree.Rights));
                var was = Pte.None;
                world.Start("processor", () => test.Cpu.Run(() =>
                {
                    test.Cpu.BeginAccess();
                    var isAllowed = test.Tree.TryTranslate(Index << 12, isStore: true, out var leaf, out var level);
                    test.Cpu.EndAccess();
                    world.Check(isAllowed && leaf.IsDirty, "the store is allowed all the time");
                    world.Check(leaf.Frame == (level == 0 ? new Pfn(512 + Index) : new Pfn(512)), "through the huge page or through the table");
                }));
                world.Start("split", () =>
                {
                    using var guard = pmd.Lock();
                    was = guard.Replace(Pte.Table(new Pfn(table)), 0);
                });
                world.AtEnd(() =>
                {
                    var (now, low) = (pmd.Value, test.Tree.Read(table, Index));
                    test.Dispose();
                    world.Check(now == Pte.Table(new Pfn(table)), "the entry points to the table and says nothing else");
                    world.Check(was.IsDirty != low.IsDirty, "the store is remembered once");
                });
            },
            Exhaustive);
        Passes(result);
    }

    [Fact]
    public void A_section_begins_only_where_the_memory_is_loaded_here_and_nowhere_else()
    {
        var (owner, one, two) = (new Owner(), new Cpu(0), new Cpu(1));
        var world = new Tests.World();
        world.Run(() => one.Run(() =>
        {
            Assert.False(owner.TryBeginSolo(one));
            owner.Use(() =>
            {
                Assert.False(owner.TryBeginSolo(two));
                Assert.True(owner.TryBeginSolo(one));
                Assert.True(owner.TryBeginSolo(one));
                owner.EndSolo();
                owner.EndSolo();
            });
        }));
        world.Run(() => two.Run(() => owner.Use(() => Assert.False(owner.TryBeginSolo(two) || owner.TryBeginSolo(one)))));
        Assert.True(one.DropBorrowed());
        world.Run(() => two.Run(() => owner.Use(() =>
        {
            Assert.True(owner.TryBeginSolo(two));
            owner.EndSolo();
        })));
    }

    private static void Keeps(TableChange change) => Passes(Explore(awaits: true, isSolo: false, change));

    private static void Loses(TableChange change) => Fails(Explore(awaits: true, isSolo: false, change));

    private static void Passes(ExplorationResult result)
    {
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    private static void Fails(ExplorationResult result)
    {
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
        Assert.Contains("the store is remembered", result.Failures[0].Report, StringComparison.Ordinal);
    }

    private static ExplorationResult Explore(bool awaits, bool isSolo, TableChange change, int preemptions = 2) => Explorer.Run(
        world => Race(world, new Owner(awaits), isLoaded: isSolo, (test, cpu) =>
        {
            using var table = test.MakePte(0).MapLock(0);
            if (isSolo)
            {
                table.TryGoSolo(cpu);
            }

            return (change(in table), Left(in table));
        }),
        Exhaustive with { MaxPreemptions = preemptions });

    // What only processors change is another matter.
    private static Pte Left(in PteTable table) => table[Index].Without(PteFlags.Accessed | PteFlags.Dirty);

    // A processor comes and stores through the entry that another one changes.
    private static void Race(World world, Owner owner, bool isLoaded, Func<TestTree, Cpu, (Pte Was, Pte Left)> change)
    {
        var ((test, _), other, isStored, was) = (TestTree.Explored(owner: owner), new Cpu(1), false, Pte.None);
        var left = Pte.None;
        test.Map(Index << 12, Pte.Leaf(new Pfn(3), TestTree.Rights | PteFlags.Accessed));
        world.Start("processor", () => other.Run(() => owner.Use(() =>
        {
            other.BeginAccess();
            isStored = test.Tree.TryTranslate(Index << 12, isStore: true, out _, out _);
            other.EndAccess();
        })));
        world.Start("change", () => test.Cpu.Run(() =>
        {
            if (isLoaded)
            {
                owner.Use(() => (was, left) = change(test, test.Cpu));
            }
            else
            {
                (was, left) = change(test, test.Cpu);
            }
        }));
        world.AtEnd(() =>
        {
            test.Tree.TryTable(0, TableGeometry.Pte, out var table);
            var now = test.Tree.Read(table, Index);
            test.Dispose();
            world.Check(isStored == (was.IsDirty || now.IsDirty), "the store is remembered");
            world.Check(now.Without(PteFlags.Accessed | PteFlags.Dirty) == left, "what was changed stays changed");
        });
    }

    private delegate Pte TableChange(in PteTable table);
}
