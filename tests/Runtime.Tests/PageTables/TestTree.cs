using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tests.Physical;

namespace MmRuntime.Tests.PageTables;

/// <summary>Page tables for a test, with memory, owner and processor of their own.</summary>
internal sealed class TestTree : IDisposable
{
    public const ulong Window = 1UL << 21;
    public const ulong Gigabyte = 1UL << 30;
    public const PteFlags Rights = PteFlags.Present | PteFlags.Writable | PteFlags.User;

    /// <summary>A tree in a small memory.</summary>
    public TestTree(int levels = 4, bool isSplit = true, PhysicalMemoryOptions? memory = null, Owner? owner = null)
    {
        Test = new TestMemory(memory);
        Owner = owner ?? new Owner();
        var tree = PageTableTree.TryCreate(Owner, Test.Memory, Test.Cpu, Rcu, new PageTableOptions { Levels = levels, HasSplitLocks = isSplit });
        Assert.NotNull(tree);
        Tree = tree;
    }

    /// <summary>A tree for an execution, in as little memory as will do, with all tables for address 0.</summary>
    public static (TestTree Test, PmdSlot Pmd) Explored(bool isSplit = true, Owner? owner = null)
    {
        var (test, address) = (new TestTree(isSplit: isSplit, memory: TestMemory.Bare(64 << 10), owner: owner), 0UL);
        return (test, test.MakePte(address));
    }

    public TestMemory Test { get; }

    public PhysicalMemory Memory => Test.Memory;

    public Cpu Cpu => Test.Cpu;

    public Owner Owner { get; }

    public RcuDomain Rcu { get; } = new("tables.rcu");

    public PageTableTree Tree { get; }

    /// <summary>Frames that are tables now, the root included.</summary>
    public long Tables => Test.Change.Allocated(FrameType.Table);

    /// <summary>All tables above the lowest level for an address.</summary>
    public PmdSlot MakePmd(ulong address)
    {
        Assert.Equal(TableResult.Done, Tree.TryMakePmd(Cpu, address, out var pmd));
        return pmd;
    }

    /// <summary>All tables for an address.</summary>
    public PmdSlot MakePte(ulong address)
    {
        var pmd = MakePmd(address);
        Assert.True(Tree.TryMakePte(Cpu, pmd, address));
        return pmd;
    }

    /// <summary>Maps a page, and makes the tables for it.</summary>
    public PmdSlot Map(ulong address, Pte leaf)
    {
        var pmd = MakePte(address);
        Tree.Write(pmd.Value.Frame.Value, PteIndex.Of(address), leaf);
        return pmd;
    }

    /// <summary>A table of the lowest level that is in no tree.</summary>
    public uint LooseTable(int level = 0)
    {
        var table = Tree.AllocateTable(Cpu, level, default);
        Assert.False(table.IsNone);
        return table.Value;
    }

    public void Dispose() => Test.Dispose();
}
