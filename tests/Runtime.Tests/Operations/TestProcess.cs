using MmRuntime.AddressSpaces;
using MmRuntime.Cpus;
using MmRuntime.Lockdep;
using MmRuntime.Operations;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Operations;

/// <summary>An address space in use on processor 0 of a machine of its own.</summary>
internal sealed class TestProcess(AddressSpace space, Cpu cpu)
{
    public const ulong Page = PageSize.Base;
    public const ulong Base = 0x40_0000_0000;
    public const VmaFlags ReadWrite = VmaFlags.Read | VmaFlags.Write;

    public AddressSpace Space { get; } = space;

    public Cpu Cpu { get; } = cpu;

    /// <summary>Runs code in an address space of its own, and looks that nothing is left of it afterwards: no frame, no promise, no report.</summary>
    public static void Run(Action<TestProcess> body, AddressSpaceOptions? options = null, PhysicalMemoryOptions? memory = null)
    {
        var sink = new CollectingSink();
        using var machine = new Machine(2, new LockValidator(sink), memory: memory ?? new() { Bytes = 64L << 20 });
        try
        {
            machine.Run("test", cpu =>
            {
                var space = AddressSpace.TryCreate(machine, cpu, options)!;
                space.Use(() => body(new TestProcess(space, cpu)));
                var core = space.Core;
                space.Put(cpu);
                cpu.DropBorrowed();
                Assert.Equal(0, core.Commit.Pages);
            });
        }
        catch
        {
            machine.Rcu.Barrier();
            machine.Memory.Abandon();
            throw;
        }

        Assert.Empty(sink.Reports);
    }

    /// <summary>Maps pages at a page counted from <see cref="Base"/>.</summary>
    public void Map(int page, int pages, VmaFlags access = ReadWrite, MapFlags flags = MapFlags.None)
    {
        Assert.Equal(MmError.None, Space.Map(Cpu, new((ulong)pages * Page, access, flags | MapFlags.Fixed, At(page)), out var address));
        Assert.Equal(At(page), address);
    }

    public void Unmap(int page, int pages) => Assert.Equal(MmError.None, Space.Unmap(Cpu, At(page), (ulong)pages * Page));

    /// <summary>Puts frames behind pages, as a first touch does.</summary>
    public void Touch(int page, int pages = 1)
    {
        for (var address = At(page); address < At(page + pages); address += Page)
        {
            var frame = Space.Memory.Allocate(Cpu, new(FrameType.Anon, 0, Gfp.User));
            Space.Memory.AddMap(frame);
            Assert.Equal(TableResult.Done, Space.Tables.TryMakePmd(Cpu, address, out var pmd));
            Assert.True(Space.Tables.TryMakePte(Cpu, pmd, address));
            using var table = pmd.MapLock(address);
            table.Set(PteIndex.Of(address), Pte.Leaf(frame, PteFlags.Present | PteFlags.Writable | PteFlags.User));
            Space.CountAnon(1);
        }
    }

    /// <summary>The VMAs: first page and page behind the last, counted from <see cref="Base"/>.</summary>
    public string Layout()
    {
        using (Space.MmapLock.Read())
        {
            Assert.Null(Space.Tree.FindFault());
            var parts = new List<string>();
            foreach (var entry in Space.Tree.Entries(0, long.MaxValue))
            {
                var vma = Space.Core.Vmas[entry.Slot];
                Assert.Equal((vma.Start, vma.End), ((ulong)entry.Start * Page, (ulong)entry.End * Page));
                Assert.True(vma.Lock.IsAttached);
                parts.Add($"{(long)(vma.Start - Base) / (long)Page}-{(long)(vma.End - Base) / (long)Page}");
            }

            return string.Join(" ", parts);
        }
    }

    public Vma VmaAt(int page)
    {
        using (Space.MmapLock.Read())
        {
            return Space.FindVma(At(page))!;
        }
    }

    /// <summary>As <see cref="VmaAt"/>, by who holds the lock of the address space.</summary>
    public Vma VmaAtLocked(int page) => Space.FindVma(At(page))!;

    public static ulong At(int page) => Base + ((ulong)(long)page * Page);
}
