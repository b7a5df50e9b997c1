using MmRuntime.AddressSpaces;
using MmRuntime.Cpus;
using MmRuntime.Lockdep;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tlb;

namespace MmRuntime.Tests.Tlb;

/// <summary>An address space for a test, whose entries the test writes itself.</summary>
internal sealed class TestSpace : IDisposable
{
    public const ulong Base = 0x40_0000_0000;

    private static readonly FrameRequest Anon = new(FrameType.Anon, 0, Gfp.User);

    /// <summary>An address space on a machine of its own; the caller runs on a processor of it.</summary>
    public TestSpace(Cpu cpu, Machine machine, bool isSplit = true)
    {
        Machine = machine;
        Space = AddressSpace.TryCreate(machine, cpu, new() { Tables = new() { HasSplitLocks = isSplit } })!;
    }

    public Machine Machine { get; }

    public AddressSpace Space { get; }

    public PhysicalMemory Memory => Machine.Memory;

    /// <summary>Runs code on processor 0 of a machine with an address space of its own loaded there, and looks that nothing is left afterwards.</summary>
    public static CollectingSink Run(Action<TestSpace, Cpu> body, int cpus = 2, PhysicalMemoryOptions? memory = null)
    {
        var sink = new CollectingSink();
        using var machine = new Machine(cpus, new LockValidator(sink), memory: memory ?? new() { Bytes = 128L << 20 });
        try
        {
            machine.Run("test", cpu =>
            {
                using var test = new TestSpace(cpu, machine);
                test.Space.Use(() => body(test, cpu));
                test.UnmapAll(cpu);
                cpu.DropBorrowed();
            });
        }
        catch
        {
            // Else what the failed test has left is all that is told.
            machine.Rcu.Barrier();
            machine.Memory.Abandon();
            throw;
        }

        Assert.Empty(sink.Reports);
        return sink;
    }

    /// <summary>Maps pages to new frames, writable unless said otherwise.</summary>
    public Pfn Map(Cpu cpu, ulong address, int pages = 1, PteFlags flags = PteFlags.Present | PteFlags.Writable | PteFlags.User)
    {
        var first = Pfn.None;
        for (var end = address + ((ulong)pages * PageSize.Base); address < end; address += PageSize.Base)
        {
            var frame = Memory.Allocate(cpu, Anon);
            Assert.False(frame.IsNone);
            Memory.AddMap(frame);
            Set(cpu, address, Pte.Leaf(frame, flags));
            first = first.IsNone ? frame : first;
        }

        return first;
    }

    public void Set(Cpu cpu, ulong address, Pte entry)
    {
        Assert.Equal(TableResult.Done, Space.Tables.TryMakePmd(cpu, address, out var pmd));
        Assert.True(Space.Tables.TryMakePte(cpu, pmd, address));
        using var table = pmd.MapLock(address);
        Assert.True(table.IsMapped);
        table.Set(PteIndex.Of(address), entry);
    }

    public Pte Get(ulong address)
    {
        Assert.True(Space.Tables.TryPmd(address, out var pmd));
        using var table = pmd.MapLock(address);
        Assert.True(table.IsMapped);
        return table[PteIndex.Of(address)];
    }

    /// <summary>Clears entries into a gather, which is flushed whenever it is full; returns how often that was.</summary>
    public int Zap(Cpu cpu, ref MmuGather gather, ulong address, int pages, bool isSolo = true)
    {
        var fulls = 0;
        for (var end = address + ((ulong)pages * PageSize.Base); address < end;)
        {
            Assert.True(Space.Tables.TryPmd(address, out var pmd));
            var isFull = false;
            using (var table = pmd.MapLock(address))
            {
                Assert.True(table.IsMapped);
                if (isSolo)
                {
                    table.TryGoSolo(cpu);
                }

                for (var next = new AddressRange(address, end).EndOfTable(address); address < next && !isFull; address += PageSize.Base)
                {
                    isFull = gather.Clear(in table, PteIndex.Of(address)) == GatherState.Full;
                }
            }

            if (isFull)
            {
                fulls++;
                gather.Flush();
            }
        }

        return fulls;
    }

    /// <summary>Unmaps all that is mapped, and frees the tables.</summary>
    public void UnmapAll(Cpu cpu)
    {
        var gather = Gather.Begin(Space, cpu, isWhole: true);
        var all = new AddressRange(0, Space.Tables.Limit);
        for (var at = all.Start; at < all.End;)
        {
            if (Space.Tables.TryPmd(at, out var pmd, out var next))
            {
                using var table = pmd.MapLock(at);
                for (var i = 0; table.IsMapped && i < PteIndex.Count; i++)
                {
                    if (table.Clear(i) is { IsPresent: true } was)
                    {
                        gather.Note(at + ((ulong)i * PageSize.Base), 0);
                        if (!was.Has(PteFlags.Special))
                        {
                            _ = gather.Queue(was.Frame, PhysicalMemory.MappedOnce, isSolo: false);
                        }
                    }
                }
            }

            at = next;
            gather.Flush(VmEvent.GatherFlushFull);
        }

        Space.Tables.TakeOut(all, new AddressRange(0, ulong.MaxValue), ref gather);
        gather.Finish();
    }

    public void Dispose()
    {
        Assert.True(Space.DropUser());
        Space.Drop();
    }
}
