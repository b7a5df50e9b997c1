using MmRuntime.Exploration;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.PageTables;

using World = MmRuntime.Exploration.World;

/// <summary>PTE tables that vanish, or give way to others, while somebody has them or wants them.</summary>
public sealed class MappingRaceTests
{
    private const int Index = 7;

    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private static readonly Pte Stored = Pte.Leaf(new Pfn(3), TestTree.Rights);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_is_written_to_a_locked_table_is_in_the_tree(bool isSplit, bool isReplaced)
    {
        Passes(world => Stores(world, isSplit, isReplaced, pmd =>
        {
            using var table = pmd.MapLock(0);
            return table.IsMapped && Store(table);
        }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void So_it_is_if_the_table_was_looked_at_before_without_its_lock(bool isReplaced)
    {
        Passes(world => Stores(world, isSplit: true, isReplaced, pmd =>
        {
            using var mapping = pmd.Map(0);
            if (!mapping.IsMapped)
            {
                return false;
            }

            using var table = mapping.Lock();
            return table.IsMapped && Store(table);
        }));
    }

    private static void Passes(Action<World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_second_look_at_the_pmd_it_is_written_to_a_table_that_has_left(bool isReplaced)
    {
        var result = Explorer.Run(
            world => Stores(world, isSplit: true, isReplaced, pmd =>
            {
                var (tree, task) = (pmd.Tree, SimTask.Current);
                tree.EnterRcu(task, string.Empty, 0);
                var seen = pmd.Value;
                if (!seen.IsTable)
                {
                    tree.ExitRcu(task);
                    return false;
                }

                var hold = tree.EnterLock(seen.Frame.Value, 0, task, default);
                using var table = new PteTable(tree, seen.Frame.Value, task, hold, 0);
                return Store(table);
            }),
            Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
    }

    [Fact]
    public void A_table_that_is_looked_at_is_not_freed()
    {
        var result = Explorer.Run(world => Looks(world, (test, table) => test.Tree.Retire(table)), Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    [Fact]
    public void A_table_that_is_freed_at_once_is_freed_under_those_who_look_at_it()
    {
        var result = Explorer.Run(world => Looks(world, (test, table) => test.Tree.FreeTable(test.Cpu, table)), Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
    }

    // Tables are added while callbacks run for those before them.
    [Fact]
    public void Two_who_retire_tables_and_wait_find_all_their_own_freed_and_no_other_too_early()
    {
        var result = Explorer.Run(
            world =>
            {
                var (test, pmd) = TestTree.Explored();
                var (looked, other) = (pmd.Value.Frame.Value, test.LooseTable());
                world.Start("reader", () =>
                {
                    using var mapping = pmd.Map(0);
                    world.Check(!mapping.IsMapped || test.Memory.TypeOf(new Pfn(looked)) == FrameType.Table, "not freed under the reader");
                });
                world.Start("one", () =>
                {
                    test.Tree.Retire(other);
                    test.Rcu.Barrier();
                    world.Check(test.Memory.TypeOf(new Pfn(other)) == FrameType.Free, "the first is freed");
                });
                world.Start("two", () =>
                {
                    test.Tree.Detach(pmd.Table, pmd.Index, 0);
                    test.Tree.Retire(looked);
                    test.Rcu.Barrier();
                    world.Check(test.Memory.TypeOf(new Pfn(looked)) == FrameType.Free, "the second is freed");
                });
                world.AtEnd(test.Dispose);
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    private static bool Store(in PteTable table)
    {
        table.Set(Index, Stored);
        return true;
    }

    // One stores to the table that the PMD points to; the other takes the table away, unless something is in it, or puts a copy in its place.
    private static void Stores(World world, bool isSplit, bool isReplaced, Func<PmdSlot, bool> store)
    {
        var (test, pmd) = TestTree.Explored(isSplit);
        var (copy, isStored) = (test.LooseTable(), false);
        world.Start("store", () => isStored = store(pmd));
        world.Start("take away", () =>
        {
            using var guard = pmd.Lock();
            var old = guard.Value.Frame.Value;
            var isOne = test.Tree.HaveSameLock(pmd.Table, old);
            var hold = isOne ? default : test.Tree.EnterLock(old, PageTableTree.Nested, SimTask.Current, default);
            if (isReplaced)
            {
                test.Tree.Write(copy, Index, test.Tree.Read(old, Index));
                guard.Replace(Pte.Table(new Pfn(copy)), 0);
            }
            else if (test.Tree.Read(old, Index).IsNone)
            {
                guard.Replace(Pte.None, 0);
            }

            if (!isOne)
            {
                test.Tree.ExitLock(old, hold);
            }
        });
        world.AtEnd(() =>
        {
            var isThere = pmd.Value.IsTable && test.Tree.Read(pmd.Value.Frame.Value, Index) == Stored;
            test.Dispose();
            world.Check(isThere == isStored, $"stored: {isStored}, there: {isThere}");
        });
    }

    // One looks at a table without its lock; the other takes it out of the tree and frees it in some way.
    private static void Looks(World world, Action<TestTree, uint> free)
    {
        var (test, pmd) = TestTree.Explored();
        var table = pmd.Value.Frame;
        var generation = test.Memory.GenerationOf(table);
        world.Start("look", () =>
        {
            using var mapping = pmd.Map(0);
            if (mapping.IsMapped)
            {
                var seen = mapping[Index];
                world.Check(seen.IsNone && test.Memory.GenerationOf(table) == generation, "it is the same table, and empty");
            }
        });
        world.Start("free", () =>
        {
            using (pmd.Lock())
            {
                test.Tree.Detach(pmd.Table, pmd.Index, 0);
            }

            free(test, table.Value);
            test.Rcu.Barrier();
            world.Check(test.Memory.TypeOf(table) == FrameType.Free, "freed in the end");
        });
        world.AtEnd(test.Dispose);
    }
}
