using MmRuntime.AddressSpaces;
using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Tlb;

namespace MmRuntime.Operations;

/// <summary>The end of an address space.</summary>
public static class Exit
{
    /// <summary>A user less: with the last one, all memory goes. May sleep.</summary>
    /// <param name="space">The address space; not the caller's any more.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <exception cref="MmUsageException">There is no user.</exception>
    /// <remarks>Source: <c>mmput</c> (<c>kernel/fork.c</c>), <c>exit_mmap</c> (<c>mm/mmap.c</c>, v6.19).</remarks>
    [Sleeps]
    public static void Put(this AddressSpace space, Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(cpu);
        if (space.DropUser())
        {
            TakeDown(space, cpu);
            space.Drop();
        }
    }

    // In two phases: whoever frees memory of dying processes reads beside the first, and is kept out of the second.
    private static void TakeDown(AddressSpace space, Cpu cpu)
    {
        var all = new AddressRange(0, space.Tables.Limit);
        Gather gather;
        using (space.MmapLock.Read())
        {
            gather = Gather.Begin(space, cpu, isWhole: true);
            foreach (var entry in space.Tree.Entries(0, long.MaxValue))
            {
                Zapping.Zap(gather, space, cpu, space.Core.Vmas[entry.Slot].Range);
            }
        }

        using (space.MmapLock.Write())
        {
            // Sealed or not; and without memory for anything.
            var batch = new Munmap.Batch(space, all);
            batch.LockAll();
            batch.Unlink();
            space.Tables.TakeOut(all, new AddressRange(0, ulong.MaxValue), ref gather);
            gather.Finish();
            space.Tree.Clear();
            batch.Leave();
            batch.Discard();
        }
    }
}
