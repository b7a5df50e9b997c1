using MmRuntime.Locking;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.AddressSpaces;

/// <summary>A range of addresses that are alike: who may do what there, and what is behind it.</summary>
/// <remarks>
/// <para>
/// Bounds and offset are changed with <c>mmap_lock</c>, the VMA's lock and the locks of its reverse maps held for write; the rest with the first two. Any one of them, for reading, keeps
/// it as it is. Objects are used again for other VMAs, also of other address spaces, while somebody may still look at the old one without a lock: who has got its lock looks again whether it is what he looked for.
/// </para>
/// Source: <c>struct vm_area_struct</c> (<c>include/linux/mm_types.h</c>, v6.19).
/// </remarks>
public sealed class Vma
{
    internal Vma(AddressSpace space, uint slot)
    {
        Slot = slot;
        Space = space;
        Lock = new VmaLock(space.MmapLock.Domain, "vma_lock");
    }

    /// <summary>Whose it is.</summary>
    public AddressSpace Space { get; private set; }

    /// <summary>Its addresses.</summary>
    public AddressRange Range => new(Start, End);

    /// <summary>The first address.</summary>
    public ulong Start { get; internal set; }

    /// <summary>The first address behind it.</summary>
    public ulong End { get; internal set; }

    /// <summary>Which page of what is behind it the first one is; of anonymous memory, the number of the page where it was mapped first.</summary>
    public ulong PageOffset { get; internal set; }

    /// <summary>What it is like.</summary>
    public VmaFlags Flags { get; internal set; }

    /// <summary>Who has a say in it; nobody for anonymous memory.</summary>
    public IVmaOperations? Operations { get; internal set; }

    /// <summary>The file behind it; null for anonymous memory.</summary>
    public RmapRoot? File { get; internal set; }

    /// <summary>Where the anonymous pages in it find back to; null before the first.</summary>
    public RmapRoot? Anon { get; internal set; }

    /// <summary>How many ancestors may have pages in it: 0 if only this process has.</summary>
    public int AnonDepth { get; internal set; }

    /// <summary>Who handles its faults in user space.</summary>
    public object? Uffd { get; internal set; }

    /// <summary>What the process calls it.</summary>
    public string? Name { get; internal set; }

    /// <summary>How many base pages it spans.</summary>
    public long Pages => (long)((End - Start) >> PageSize.Shift);

    /// <summary>Whether nothing but memory is behind it.</summary>
    public bool IsAnonymous => Operations is null && File is null;

    /// <summary>Its lock.</summary>
    internal VmaLock Lock { get; }

    /// <summary>What the tree knows it by.</summary>
    internal uint Slot { get; }

    /// <summary>Whether an address is in it.</summary>
    /// <param name="address">The address.</param>
    public bool Contains(ulong address) => address - Start < End - Start;

    /// <summary>Whether a range is all in it.</summary>
    /// <param name="range">The range.</param>
    public bool Contains(AddressRange range) => Range.Contains(range);

    /// <inheritdoc/>
    public override string ToString() => $"VMA {Range} {Flags}";

    /// <summary>Number of the page of what is behind it that an address maps.</summary>
    internal ulong PageOffsetOf(ulong address) => PageOffset + ((address - Start) >> PageSize.Shift);

    /// <summary>Becomes another VMA, which nobody can find yet.</summary>
    internal void Recycle(AddressSpace space)
    {
        (Space, Start, End, PageOffset, Flags) = (space, 0, 0, 0, VmaFlags.None);
        (Operations, File, Anon, AnonDepth, Uffd, Name) = (null, null, null, 0, null, null);
        Lock.Recycle(space.MmapLock.Domain);
    }

    /// <summary>Takes everything but the bounds from another one.</summary>
    internal void TakeKindOf(Vma other)
    {
        (Flags, Operations, File, Uffd, Name) = (other.Flags, other.Operations, other.File, other.Uffd, other.Name);
        (Anon, AnonDepth) = (other.Anon, other.AnonDepth);
    }
}
