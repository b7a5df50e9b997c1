using System.Runtime.CompilerServices;

namespace MmRuntime.AddressSpaces;

/// <summary>Changes that make nodes, or take some away: level by level from the leaves up, until a level is reached where one child takes the place of one child.</summary>
internal sealed unsafe partial class VmaTree
{
    // What the smaller part of a node gets that is cut at an end: one more than it needs, so that taking the new one out again does not undo the cut.
    private const int SmallPart = VmaNode.MinFill + 1;

    // The same at the end of a level, where a node needs one only.
    private const int EdgePart = 2;

    private VmaNodeChain _doomed;

    [SkipLocalsInit]
    private bool TryRebuild(long from, long to, in VmaEntry put)
    {
        if (!TryEnsure(NodesForOne(Height)))
        {
            return false;
        }

        Unsafe.SkipInit(out VmaPath left);
        Unsafe.SkipInit(out VmaPath right);
        Unsafe.SkipInit(out VmaItems items);
        Unsafe.SkipInit(out VmaItems made);
        left.Descend(RootNode, Height, from);
        right.Descend(RootNode, Height, to - 1);
        GatherEntries(ref items, left.Node(0), right.Node(0), (from, to, put));
        Widen(ref items, ref left, ref right, 0);
        Count += items.Count - CountBetween(left, right);
        var last = items.Count > 0 ? new VmaEntry(items.Key(items.Count - 1), items.Value(items.Count - 1), 0) : default;
        for (var level = 0; ; level++)
        {
            var isWhole = !left.HasPrevious(level) && !right.HasNext(level);
            DoomBetween(left, right, level);
            Emit(items, ref made, (left, right), level);
            if (isWhole && made.Count <= 1)
            {
                DoomAbove(left, right, level);
                SetRoot(made.Count == 0 ? 0 : made.Value(0) | (long)level);
                break;
            }

            if (level == Height)
            {
                var root = TakeSpare();
                made.FillInner(root, 0, made.Count);
                SetRoot((long)root | (long)(level + 1));
                break;
            }

            if (made.Count == 1 && left.Node(level) == right.Node(level))
            {
                WriteChild(left.Node(level + 1), left.Index(level + 1), (VmaNode*)made.Value(0));
                CarryGap(left, level + 1, made.Extra(0));
                break;
            }

            GatherChildren(ref items, made, (left, right), level + 1);
            Widen(ref items, ref left, ref right, level + 1);
        }

        if (last.End != 0)
        {
            left.Descend(RootNode, Height, last.Start);
            MeetNext(ref left, last.End);
        }

        Settle();
        return true;
    }

    // What the leaves from the first to the last one touched will hold.
    private static void GatherEntries(ref VmaItems items, VmaNode* left, VmaNode* right, (long From, long To, VmaEntry Put) change)
    {
        items.Clear();
        items.AddEntries(left, 0, VmaSearch.CountAtMost(left->Keys, change.From - 1));
        if (items.Count > 0)
        {
            items.EndLastBy(change.From);
        }

        if (change.Put.Slot != 0)
        {
            items.AddNew(change.Put.Start, change.Put.End, change.Put.Slot);
        }

        var kept = items.Count;
        items.AddEntries(right, VmaSearch.CountAtMost(right->Ends, change.To), right->Count);
        if (items.Count > kept)
        {
            items.BeginBy(kept, change.To);
        }
    }

    // What the parents will hold: their children outside of what was replaced, and what replaces it.
    private static void GatherChildren(ref VmaItems items, in VmaItems made, (VmaPath Left, VmaPath Right) paths, int level)
    {
        items.Clear();
        items.AddChildren(paths.Left.Node(level), 0, paths.Left.Index(level));
        for (var i = 0; i < made.Count; i++)
        {
            items.AddNew(made.Key(i), made.Value(i), made.Extra(i));
        }

        var right = paths.Right.Node(level);
        items.AddChildren(right, paths.Right.Index(level) + 1, right->Count);
    }

    // Too little for a node is joined with a neighbour, below the same parent if there is one: then the parent's neighbours need not be touched.
    private static void Widen(ref VmaItems items, ref VmaPath left, ref VmaPath right, int level)
    {
        if (items.Count >= VmaNode.MinFill || (items.Count > 0 && (!left.HasPrevious(level) || !right.HasNext(level))))
        {
            return;
        }

        var isRight = right.HasNext(level, isSibling: true) || (!left.HasPrevious(level, isSibling: true) && right.HasNext(level));
        if (isRight)
        {
            right.TryNext(level);
            items.AddAll(right.Node(level), level == 0);
        }
        else if (left.TryPrevious(level))
        {
            var before = default(VmaItems);
            before.Clear();
            before.AddAll(left.Node(level), level == 0);
            before.AddAll(items);
            items = before;
        }
    }

    // Cuts what a level holds into nodes.
    private void Emit(in VmaItems items, ref VmaItems made, in (VmaPath Left, VmaPath Right) paths, int level)
    {
        ref readonly var left = ref paths.Left;
        var first = left.Node(level);
        var end = level == 0 ? first->Keys[0] - first->Before : 0;
        var nodes = (items.Count + VmaNode.Fanout - 1) / VmaNode.Fanout;
        made.Clear();
        for (int i = 0, from = 0; i < nodes; i++)
        {
            var count = nodes != 2 ? (items.Count * (i + 1) / nodes) - (items.Count * i / nodes) : i == 0 ? SizeOfFirst(items, paths, level) : items.Count - from;
            var node = TakeSpare();
            if (level == 0)
            {
                items.FillLeaf(node, from, count);
                node->Before = node->Keys[0] - end;
                end = node->Ends[count - 1];
            }
            else
            {
                items.FillInner(node, from, count);
            }

            made.Add(i == 0 ? left.Lower(level) : items.Key(from), (long)node, level == 0 ? VmaSearch.LargestGap(node) : VmaSearch.Largest(node->Gaps));
            from += count;
        }
    }

    // Who adds at an end will add there again, so little is left free on the other side: next to nothing where the level ends too.
    private static int SizeOfFirst(in VmaItems items, in (VmaPath Left, VmaPath Right) paths, int level)
    {
        if (items.Count == VmaNode.Fanout + 1 && items.LastNew == VmaNode.Fanout)
        {
            return items.Count - (paths.Right.HasNext(level) ? SmallPart : EdgePart);
        }

        return items.Count != VmaNode.Fanout + 1 || items.FirstNew != 0 ? items.Count / 2
            : paths.Left.HasPrevious(level) ? SmallPart
            : EdgePart;
    }

    private static long CountBetween(VmaPath left, in VmaPath right)
    {
        long count = left.Node(0)->Count;
        while (left.Node(0) != right.Node(0))
        {
            left.TryNext(0);
            count += left.Node(0)->Count;
        }

        return count;
    }

    private void DoomBetween(VmaPath left, in VmaPath right, int level)
    {
        Doom(left.Node(level));
        while (left.Node(level) != right.Node(level))
        {
            left.TryNext(level);
            Doom(left.Node(level));
        }
    }

    private void DoomAbove(in VmaPath left, in VmaPath right, int level)
    {
        for (var above = level + 1; above <= left.Height; above++)
        {
            DoomBetween(left, right, above);
        }
    }

    private void DoomAll(VmaNode* node, int level)
    {
        for (var i = 0; level > 0 && i < node->Count; i++)
        {
            DoomAll(node->Child(i), level - 1);
        }

        Doom(node);
    }
}
