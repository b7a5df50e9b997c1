using MmRuntime.AddressSpaces;

namespace MmRuntime.Operations;

/// <summary>How a VMA becomes two.</summary>
internal static class VmaSplitting
{
    /// <summary>Cuts a VMA in two. All that may fail comes first. With <c>mmap_lock</c> held for write; may sleep.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="vma">The VMA, which goes on as the lower part.</param>
    /// <param name="address">Where, strictly within it; a multiple of a page.</param>
    /// <param name="upper">The upper part.</param>
    /// <remarks>Source: <c>__split_vma</c> (<c>mm/vma.c</c>, v6.19), where either part may be the one that goes on.</remarks>
    public static MmError Split(AddressSpace space, Vma vma, ulong address, out Vma? upper)
    {
        upper = null;
        var error = vma.Operations?.MaySplit(vma, address) ?? MmError.None;
        if (error != MmError.None)
        {
            return error;
        }

        if (!space.Tree.TryReserve())
        {
            return MmError.NoMemory;
        }

        var above = space.CreateVma(new(address, vma.End), vma.PageOffsetOf(address), vma.Flags);
        above.TakeKindOf(vma);
        above.Operations?.Open(above);
        vma.Lock.StartWrite();
        above.Lock.StartWrite();
        using (RmapEdit.Begin(vma.File, vma.Anon))
        {
            vma.File?.Link(above);
            vma.Anon?.Link(above);
            vma.End = address;

            // Before it can be found: who finds it without a lock finds it locked, and not on its way out. The entry below is cut by this.
            above.Lock.Attach();
            space.Publish(above.Range, above);
        }

        upper = above;
        return MmError.None;
    }
}
