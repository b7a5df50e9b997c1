using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MmRuntime.Annotations;

namespace MmRuntime.AddressSpaces;

/// <summary>Storing, erasing and changing ranges: all of it is one splice, which clears pages and puts at most one range among them.</summary>
internal sealed unsafe partial class VmaTree
{
    /// <summary>Stores a range over whatever is there: ranges inside go, those at the sides are cut off, one around it becomes two. Readers see all of it at once.</summary>
    /// <param name="start">Its first page.</param>
    /// <param name="end">The page behind its last one.</param>
    /// <param name="slot">Number of its VMA, not 0.</param>
    /// <returns>Whether there was memory; else nothing has changed.</returns>
    [MustCheck]
    public bool Store(long start, long end, uint slot)
    {
        if (slot == 0)
        {
            ThrowNoSlot();
        }

        return Splice(start, end, new VmaEntry(start, end, slot));
    }

    /// <summary>Frees pages: ranges inside go, those at the sides are cut off, one around them becomes two. Readers see all of it at once.</summary>
    /// <remarks>Takes time for each leaf that is touched, not for each range.</remarks>
    /// <param name="start">The first page.</param>
    /// <param name="end">The page behind the last one.</param>
    /// <returns>Whether there was memory; else nothing has changed.</returns>
    [MustCheck]
    public bool Erase(long start, long end) => Splice(start, end, default);

    /// <summary>Moves the bounds of a range, which keeps its number: what it grows over goes, what it leaves is free. Readers see all of it at once.</summary>
    /// <param name="entry">The range as it is.</param>
    /// <param name="start">Its first page from now.</param>
    /// <param name="end">The page behind its last one from now.</param>
    /// <returns>Whether there was memory; else nothing has changed.</returns>
    /// <exception cref="MmUsageException">There is no such range, or it would have no page in common with what it was.</exception>
    [MustCheck]
    public bool ChangeRange(in VmaEntry entry, long start, long end)
    {
        if (!TryFindNext(entry.Start, out var found) || found != entry || start >= entry.End || end <= entry.Start)
        {
            ThrowNoSuchEntry(entry, start, end);
        }

        return Splice(Math.Min(start, entry.Start), Math.Max(end, entry.End), new VmaEntry(start, end, entry.Slot));
    }

    // Clears [from, to) and puts a range inside it, unless its slot is 0.
    [SkipLocalsInit]
    private bool Splice(long from, long to, in VmaEntry put)
    {
        if ((ulong)from >= (ulong)to || to > PageLimit || (put.Slot != 0 && put.Start >= put.End))
        {
            ThrowNoRange(from, to);
        }

        if (Root == 0)
        {
            return put.Slot == 0 || TryPlant(put);
        }

        Unsafe.SkipInit(out VmaPath path);
        path.Descend(RootNode, Height, from);
        var leaf = path.Node(0);
        var left = VmaSearch.CountAtMost(leaf->Keys, from - 1);
        var right = VmaSearch.CountAtMost(leaf->Ends, to);
        if (to <= path.Upper)
        {
            var isCut = left > 0 && leaf->Ends[left - 1] > from;
            if (put.Slot == 0 && left == right && !isCut && (right == leaf->Count || leaf->Keys[right] >= to))
            {
                return true;
            }

            var count = left + (put.Slot != 0 ? 1 : 0) + leaf->Count - right;
            if (count <= VmaNode.Fanout && (count >= VmaNode.MinFill || (count > 0 && path.IsAtEdge(0))))
            {
                return TryReplaceLeaf(ref path, new VmaJoin(left, left + (put.Slot != 0 ? 1 : 0), right, count), new Cut(from, to), put);
            }
        }

        return TryRebuild(from, to, put);
    }

    // The first range of an empty tree.
    private bool TryPlant(in VmaEntry put)
    {
        if (!TryEnsure(1))
        {
            return false;
        }

        var leaf = TakeSpare();
        VmaItems items = default;
        items.Add(put.Start, put.End, put.Slot);
        items.FillLeaf(leaf, 0, 1);
        leaf->Before = put.Start;
        Count = 1;
        SetRoot((long)leaf);
        Settle();
        return true;
    }

    // The common case: one leaf is replaced by another one, and its neighbours do not care. Without readers it is its own replacement.
    private bool TryReplaceLeaf(ref VmaPath path, in VmaJoin join, in Cut cut, in VmaEntry put)
    {
        var old = path.Node(0);
        var leaf = old;
        if (IsShared)
        {
            if (_spare.Count == 0 && !TryEnsure(1))
            {
                return false;
            }

            leaf = TakeSpare();
        }

        // Before the leaf is changed, which may be the old one.
        var (end, first, before) = (old->Ends[old->Count - 1], old->Keys[0], old->Before);
        var gap = path.Height == 0 ? -1 : GapAfter(old, join, cut, put, path.Node(1)->Gaps[path.Index(1)]);
        Count += join.Count - old->Count;
        join.Run(old, leaf, put);
        if (join.Left > 0 && leaf->Ends[join.Left - 1] > cut.From)
        {
            leaf->Ends[join.Left - 1] = cut.From;
        }

        if (join.Middle < join.Count && leaf->Keys[join.Middle] < cut.To)
        {
            leaf->Keys[join.Middle] = cut.To;
        }

        leaf->Before = leaf->Keys[0] - first + before;
        leaf->Count = join.Count;
        if (IsShared)
        {
            Publish(path, leaf);
            Doom(old);
        }

        if (path.Height > 0)
        {
            CarryGap(path, 1, gap >= 0 ? gap : VmaSearch.LargestGap(leaf));
            if (leaf->Ends[join.Count - 1] is var newEnd && newEnd != end)
            {
                MeetNext(ref path, newEnd);
            }
        }

        Settle();
        return true;
    }

    private void Publish(in VmaPath path, VmaNode* leaf)
    {
        if (path.Height == 0)
        {
            SetRoot((long)leaf);
        }
        else
        {
            WriteChild(path.Node(1), path.Index(1), leaf);
        }
    }

    // The largest gap of the leaf as it will be; -1 where only a look at all its entries can tell. Mostly it follows from that of the leaf as it is.
    private static long GapAfter(VmaNode* old, in VmaJoin join, in Cut cut, in VmaEntry put, long known)
    {
        var (left, right) = (join.Left, join.Right);
        var before = left > 0 ? Math.Min(old->Ends[left - 1], cut.From) : EndBefore(old, 0);
        var next = right < old->Count ? Math.Max(old->Keys[right], cut.To) : 0;
        if (put.Slot == 0 && next > 0)
        {
            // What was free in between is part of it now.
            return Math.Max(known, next - before);
        }

        if (put.Slot == 0 || left != right)
        {
            return -1;
        }

        var lost = next > 0 ? old->Keys[right] - EndBefore(old, right) : 0;
        var made = Math.Max(put.Start - before, next - put.End);
        return lost < known || made >= known ? Math.Max(known, made) : -1;
    }

    [DoesNotReturn]
    private static void ThrowNoSlot() => throw new MmUsageException("A range of slot 0 cannot be stored: 0 stands for no VMA. To free the pages, erase them.");

    [DoesNotReturn]
    private static void ThrowNoRange(long from, long to) =>
        throw new MmUsageException($"[{from:x}, {to:x}) is no range of pages: it is empty or upside down, or goes beyond {PageLimit:x}.");

    [DoesNotReturn]
    private static void ThrowNoSuchEntry(in VmaEntry entry, long start, long end) => throw new MmUsageException(
        $"The range [{entry.Start:x}, {entry.End:x}) of slot {entry.Slot} cannot become [{start:x}, {end:x}): it is not in the tree as it is given, or the two have no page in common.");

    [DoesNotReturn]
    private static void ThrowFreed() => throw new MmUsageException(
        "A node of a VMA tree was read after it was freed: the reader is in no section of the tree's RCU domain, or the tree was marked as not shared while there were readers.");

    // Pages to clear.
    private readonly record struct Cut(long From, long To);
}
