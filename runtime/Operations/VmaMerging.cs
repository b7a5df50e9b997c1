using MmRuntime.AddressSpaces;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Operations;

/// <summary>When neighbours are one VMA, and how they become one.</summary>
/// <remarks>Source: <c>vma_merge_new_range</c>, <c>vma_merge_existing_range</c>, <c>is_mergeable_vma</c> (<c>mm/vma.c</c>, v6.19).</remarks>
internal static class VmaMerging
{
    // A difference in these is none: whether pages changed is asked of the pages.
    private const VmaFlags Ignored = VmaFlags.SoftDirty;

    // These are never merged, whatever stands beside them.
    private const VmaFlags Special = VmaFlags.Io | VmaFlags.DontExpand | VmaFlags.PfnMap | VmaFlags.MixedMap;

    /// <summary>Makes a range part of its neighbours, if they are alike. With <c>mmap_lock</c> held for write; may sleep.</summary>
    /// <param name="space">The address space, in which nothing is at the range.</param>
    /// <param name="like">A VMA like the range, with its bounds; in no tree.</param>
    /// <returns>The VMA that spans it now; null if none does.</returns>
    public static Vma? MergeNew(AddressSpace space, Vma like)
    {
        if ((like.Flags & Special) != 0)
        {
            return null;
        }

        var previous = space.FindVmaBefore(like.Start);
        var next = space.FindVma(like.End);
        var joinsPrevious = previous is not null && previous.End == like.Start && CanFollow(previous, like);
        var joinsNext = next is not null && next.Start == like.End && CanFollow(like, next);
        if (joinsPrevious && joinsNext && !HaveOneAnon(previous!, next!))
        {
            // Each alone, but not both: what is before it comes first.
            joinsNext = false;
        }

        return joinsPrevious && joinsNext ? Join(space, previous!, next!)
            : joinsPrevious ? Grow(space, previous!, previous!.Start, like.End)
            : joinsNext ? Grow(space, next!, like.Start, next!.End)
            : null;
    }

    /// <summary>Makes two VMAs one, if the second follows the first and they are alike. With <c>mmap_lock</c> held for write; may sleep.</summary>
    /// <returns>The one; null if they stay two.</returns>
    public static Vma? MergeExisting(AddressSpace space, Vma first, Vma second) =>
        ((first.Flags | second.Flags) & Special) == 0 && first.End == second.Start && CanFollow(first, second) ? Join(space, first, second) : null;

    /// <summary>Whether one VMA could go on as another.</summary>
    internal static bool CanFollow(Vma first, Vma second) =>
        ((first.Flags ^ second.Flags) & ~Ignored) == 0 && first.File == second.File && first.Operations == second.Operations
        && first.Uffd == second.Uffd && first.Name == second.Name
        && first.PageOffset + (ulong)first.Pages == second.PageOffset && HaveOneAnon(first, second);

    // Pages of ancestors in it are looked for in all VMAs of theirs: such a VMA is not to get larger.
    private static bool HaveOneAnon(Vma first, Vma second) =>
        first.Anon == second.Anon || (first.Anon is null ? second.AnonDepth == 0 : second.Anon is null && first.AnonDepth == 0);

    // The VMA that stays grows over the other one, whose reverse maps and whatever else it has it must have too.
    private static Vma? Join(AddressSpace space, Vma first, Vma second)
    {
        var (stays, goes) = second.Operations is { HasClose: true } ? (second, first) : (first, second);
        if (goes.Operations is { HasClose: true } || !space.Tree.TryReserve())
        {
            return null;
        }

        var range = new AddressRange(first.Start, second.End);
        stays.Lock.StartWrite();
        goes.Lock.StartWrite();
        var anon = stays.Anon ?? goes.Anon;
        using (RmapEdit.Begin(stays.File, anon))
        {
            goes.File?.Unlink(goes);
            goes.Anon?.Unlink(goes);
            if (stays.Anon is null && anon is not null)
            {
                anon.Link(stays);
                (stays.Anon, stays.AnonDepth) = (anon, goes.AnonDepth);
            }

            stays.Flags |= goes.Flags & Ignored;
            Publish(space, stays, range);
        }

        goes.Lock.Detach();
        space.Core.Vmas.Give(goes);
        return stays;
    }

    private static Vma? Grow(AddressSpace space, Vma vma, ulong start, ulong end)
    {
        if (!space.Tree.TryReserve())
        {
            return null;
        }

        vma.Lock.StartWrite();
        using (RmapEdit.Begin(vma.File, vma.Anon))
        {
            Publish(space, vma, new AddressRange(start, end));
        }

        return vma;
    }

    private static void Publish(AddressSpace space, Vma vma, AddressRange range)
    {
        space.Publish(range, vma);
        vma.PageOffset -= (vma.Start - range.Start) >> PageSize.Shift;
        (vma.Start, vma.End) = (range.Start, range.End);
    }
}
