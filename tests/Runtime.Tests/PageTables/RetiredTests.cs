using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Tables that have left the tree are freed after the readers, all of them, and cost nothing besides.</summary>
public sealed class RetiredTests
{
    private readonly World _world = new();

    [Fact]
    public void Nothing_is_freed_before_and_all_after_the_readers() => _world.Run(() =>
    {
        using var test = new TestTree();
        var tables = Enumerable.Range(0, 20).Select(_ => test.LooseTable()).ToList();
        using (test.Rcu.Enter())
        {
            tables.ForEach(table => test.Tree.Retire(table));
            Assert.Equal((21L, 20), (test.Tables, test.Rcu.PendingCallbacks));
        }

        Assert.Equal(21, test.Tables);
        test.Rcu.Barrier();
        Assert.Equal((1L, 0), (test.Tables, test.Rcu.PendingCallbacks));
        Assert.All(tables, table => Assert.Equal(FrameType.Free, test.Memory.TypeOf(new Pfn(table))));

        // The list is empty, and begins anew.
        test.Tree.Retire(test.LooseTable());
        test.Rcu.Barrier();
        Assert.Equal(1, test.Tables);
        Assert.Empty(_world.Reports);
    });

    [Fact]
    public void No_more_wait_than_the_readers_have_a_bound_for() => _world.Run(() =>
    {
        using var test = new TestTree();
        const int Bound = (int)(RcuDomain.MaxPendingBytes / PageSize.Base);
        for (var i = 1; i <= 600; i++)
        {
            test.Tree.Retire(test.LooseTable());
            Assert.InRange(test.Tables - 1, 0, Bound);
        }

        Assert.Equal(600 % (Bound + 1), test.Tables - 1);
        Assert.Empty(_world.Reports);
    });

    [Fact]
    public void Tables_that_are_retired_by_a_callback_wait_for_the_next_time() => _world.Run(() =>
    {
        using var test = new TestTree();
        const int Many = 300;
        test.Rcu.Call(() =>
        {
            for (var i = 0; i < Many; i++)
            {
                test.Tree.Retire(test.LooseTable());
            }
        });
        test.Rcu.Barrier();
        Assert.Equal((Many + 1L, Many), (test.Tables, test.Rcu.PendingCallbacks));
        test.Rcu.Barrier();
        Assert.Equal((1L, 0), (test.Tables, test.Rcu.PendingCallbacks));
    });

    [Fact]
    public void Nothing_is_allocated_for_a_table() => _world.Run(() =>
    {
        using var test = new TestTree(memory: new PhysicalMemoryOptions { Bytes = 8L << 20, IsChecked = false, MinFreeFrames = 0 });
        var tables = new uint[100];
        Round();
        Round();
        Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Round();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, test.Tables);

        void Round()
        {
            for (var i = 0; i < tables.Length; i++)
            {
                tables[i] = test.Tree.AllocateTable(test.Cpu, 0, default).Value;
            }

            for (var i = 0; i < tables.Length; i++)
            {
                test.Tree.Retire(tables[i]);
            }

            test.Rcu.Barrier();
        }
    });

    [Fact]
    public void Threads_that_retire_tables_of_one_tree_lose_none()
    {
        using var test = new TestTree(memory: new PhysicalMemoryOptions { Bytes = 16L << 20, MinFreeFrames = 0 });
        var other = new Cpu(1);
        _world.RunTogether(() => Retire(test.Cpu), () => Retire(other), Wait, Wait);
        _world.Run(() => test.Rcu.Barrier());
        Assert.Equal(1, test.Tables);
        Assert.Empty(_world.Reports);

        void Retire(Cpu cpu)
        {
            for (var i = 0; i < 2_000; i++)
            {
                test.Tree.Retire(test.Tree.AllocateTable(cpu, 0, default).Value);
            }
        }

        void Wait()
        {
            for (var i = 0; i < 100; i++)
            {
                test.Rcu.Barrier();
                Thread.Yield();
            }
        }
    }

    [Fact]
    public void A_callback_that_waits_for_callbacks_is_refused() => _world.Run(() =>
    {
        var (rcu, other) = (new RcuDomain("tables.rcu"), new RcuDomain("tables.rcu"));
        var ran = 0;
        rcu.Call(() =>
        {
            Assert.Throws<InvalidOperationException>(() => rcu.Barrier());
            rcu.Call(() => ran++, RcuDomain.MaxPendingBytes + 1);
            Assert.Equal(0, ran);

            // Of another domain it may wait.
            other.Call(() => ran += 10, RcuDomain.MaxPendingBytes + 1);
            Assert.Equal(10, ran);
        });
        rcu.Barrier();
        Assert.Equal((10, 1), (ran, rcu.PendingCallbacks));
        rcu.Call(() => ran++);
        Assert.Equal((12, 0), (ran, rcu.PendingCallbacks));
        Assert.False(rcu.IsReading);
    });
}
