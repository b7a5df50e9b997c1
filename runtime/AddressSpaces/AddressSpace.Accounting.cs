using MmRuntime.Atomics;

namespace MmRuntime.AddressSpaces;

/// <summary>What it uses, and how much of that it may.</summary>
/// <remarks>Numbers of pages, changed with <see cref="MmapLock"/> held for write. Source: <c>vm_stat_account</c>, <c>may_expand_vm</c> (<c>mm/mmap.c</c>, v6.19).</remarks>
public sealed partial class AddressSpace
{
    private SharedWord _anonPages;

    /// <summary>How it was made.</summary>
    public AddressSpaceOptions Options { get; }

    /// <summary>What was promised on the machine, to this address space and others.</summary>
    public CommitAccount Commit => Core.Commit;

    /// <summary>Pages of all VMAs.</summary>
    public long TotalPages { get; private set; }

    /// <summary>Pages of VMAs that are private and can be stored to, and no stacks.</summary>
    public long DataPages { get; private set; }

    /// <summary>Pages of VMAs with code.</summary>
    public long ExecutePages { get; private set; }

    /// <summary>Pages of stacks.</summary>
    public long StackPages { get; private set; }

    /// <summary>Pages of VMAs that stay in memory.</summary>
    public long LockedPages { get; internal set; }

    /// <summary>Anonymous pages that are mapped. Old as soon as it is known.</summary>
    public long AnonPages => _anonPages.Read(this);

    /// <summary>Pages come or go.</summary>
    /// <param name="flags">What they are like.</param>
    /// <param name="pages">How many.</param>
    internal void Account(VmaFlags flags, long pages)
    {
        TotalPages += pages;
        if (IsCode(flags))
        {
            ExecutePages += pages;
        }
        else if ((flags & VmaFlags.GrowsDown) != 0)
        {
            StackPages += pages;
        }
        else if (IsWritableData(flags))
        {
            DataPages += pages;
        }
    }

    /// <summary>Whether limits allow so many pages more.</summary>
    /// <param name="flags">What they are like.</param>
    /// <param name="pages">How many; negative for less.</param>
    internal bool MayExpand(VmaFlags flags, long pages) =>
        TotalPages + pages <= Options.MostPages && (!IsWritableData(flags) || DataPages + pages <= Options.MostDataPages);

    /// <summary>Anonymous pages are mapped, or not any more.</summary>
    internal void CountAnon(long pages) => _anonPages.Add(this, pages);

    private static bool IsCode(VmaFlags flags) => (flags & (VmaFlags.Execute | VmaFlags.Write | VmaFlags.GrowsDown)) == VmaFlags.Execute;

    private static bool IsWritableData(VmaFlags flags) => (flags & (VmaFlags.Write | VmaFlags.Shared | VmaFlags.GrowsDown)) == VmaFlags.Write;
}
