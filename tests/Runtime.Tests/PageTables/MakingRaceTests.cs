using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Scheduling;
using MmRuntime.Tests.Physical;

namespace MmRuntime.Tests.PageTables;

using World = MmRuntime.Exploration.World;

/// <summary>Two who make the same table at once: one of the two is put in place, the other one freed.</summary>
public sealed class MakingRaceTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private static readonly string[] Names = ["one", "two"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_table_comes_to_be_and_is_counted_once(bool isSplit)
    {
        var result = Explorer.Run(world => Race(world, isSplit, (test, cpu) => test.Tree.TryMakePte(cpu, Pmd(test), 0)), Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }

    [Fact]
    public void Without_a_second_look_under_the_lock_a_table_is_lost()
    {
        var result = Explorer.Run(world => Race(world, isSplit: true, MakeBlindly), Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);

        static bool MakeBlindly(TestTree test, Cpu cpu)
        {
            var pmd = Pmd(test);
            if (pmd.Value.IsNone)
            {
                var table = test.Tree.AllocateTable(cpu, 0, default).Value;
                var hold = test.Tree.EnterLock(pmd.Table, 0, SimTask.Current, default);
                test.Tree.Write(pmd.Table, pmd.Index, Pte.Table(new Pfn(table)));
                test.Tree.Count(TableGeometry.Pte, 1);
                test.Tree.ExitLock(pmd.Table, hold);
            }

            return true;
        }
    }

    [Fact]
    public void Above_the_pte_tables_it_is_the_same()
    {
        var result = Explorer.Run(
            world => Race(world, isSplit: true, (test, cpu) => test.Tree.TryMakePmd(cpu, TestTree.Gigabyte, out _) == TableResult.Done),
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    // With as little memory as will do for one of them only.
    [Fact]
    public void Who_gets_no_memory_leaves_the_other_alone()
    {
        var result = Explorer.Run(
            world =>
            {
                var (test, made) = Make(isSplit: true);
                test.Memory.Free(test.Cpu, test.Test.TakeAll(TestMemory.Kernel)[0]);
                foreach (var name in Names)
                {
                    var cpu = new Cpu(0);
                    world.Start(name, () => cpu.Run(() =>
                    {
                        if (test.Tree.TryMakePte(cpu, Pmd(test), 0))
                        {
                            made++;
                        }
                    }));
                }

                world.AtEnd(() =>
                {
                    var state = (made is 1 or 2, test.Tree.TableBytes, test.Tables, Pmd(test).Value.IsTable);
                    test.Dispose();
                    world.Check(state == (true, 3 * 4096L, 4L, true), $"one table, counted once: {state}");
                });
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    private static (TestTree Test, int Made) Make(bool isSplit)
    {
        var (test, made) = (new TestTree(isSplit: isSplit, memory: TestMemory.Bare(64 << 10)), 0);
        test.MakePmd(0);
        return (test, made);
    }

    private static PmdSlot Pmd(TestTree test)
    {
        Assert.True(test.Tree.TryPmd(0, out var pmd));
        return pmd;
    }

    private static void Race(World world, bool isSplit, Func<TestTree, Cpu, bool> make)
    {
        var ((test, _), isMade) = (Make(isSplit), true);
        foreach (var name in Names)
        {
            var cpu = new Cpu(0);
            world.Start(name, () => cpu.Run(() =>
            {
                if (!make(test, cpu))
                {
                    isMade = false;
                }
            }));
        }

        world.AtEnd(() =>
        {
            var state = (isMade, test.Tree.TableBytes, test.Tables);
            test.Dispose();
            world.Check(state == (true, 3 * 4096L, 4L), $"one table, counted once: {state}");
        });
    }
}
