namespace MmRuntime.AddressSpaces;

/// <summary>What must be true of the tree between two changes. For tests.</summary>
internal sealed unsafe partial class VmaTree
{
    /// <summary>The first thing that is wrong; null if nothing is.</summary>
    public string? FindFault()
    {
        if (Root != _root.Read(this))
        {
            return "what the writer knows of the root is not what readers find";
        }

        if (_doomed.Count != 0)
        {
            return "replaced nodes were not let go";
        }

        var sums = default(Sums);
        var fault = Root == 0 ? null : FaultBelow(RootNode, Height, (0, VmaNode.Unused), ref sums);
        return fault ?? (sums.Nodes != Nodes ? $"{sums.Nodes} nodes, and {Nodes} counted"
            : sums.Entries != Count ? $"{sums.Entries} ranges, and {Count} counted"
            : null);
    }

    private string? FaultBelow(VmaNode* node, int level, (long Lower, long Upper) bounds, ref Sums sums)
    {
        sums.Nodes++;
        var isRoot = node == RootNode;
        var isEdge = bounds.Lower == 0 || bounds.Upper == VmaNode.Unused;
        if (node->Count > VmaNode.Fanout || node->Count < (isRoot && level > 0 ? 2 : isEdge ? 1 : VmaNode.MinFill))
        {
            return $"a node of level {level} of {Height} holds {node->Count}";
        }

        if (Seam.On && (node->State & 1) == 0)
        {
            return $"a node of level {level} is free";
        }

        for (var i = node->Count; i < VmaNode.Fanout; i++)
        {
            if (node->Keys[i] != VmaNode.Unused || (level == 0 ? node->Ends[i] != VmaNode.Unused : node->Gaps[i] != 0))
            {
                return $"number {i} of a node of level {level} is not used, and not marked so";
            }
        }

        return level == 0 ? FaultInLeaf(node, bounds, ref sums) : FaultInInner(node, level, bounds, ref sums);
    }

    private string? FaultInInner(VmaNode* node, int level, (long Lower, long Upper) bounds, ref Sums sums)
    {
        if (node->Keys[0] != bounds.Lower)
        {
            return $"a node of level {level} begins at {node->Keys[0]:x}, and by its parent at {bounds.Lower:x}";
        }

        for (var i = 0; i < node->Count; i++)
        {
            var child = node->Child(i);
            var upper = i + 1 < node->Count ? node->Keys[i + 1] : bounds.Upper;
            if (upper <= node->Keys[i])
            {
                return $"keys of a node of level {level} are out of order at {upper:x}";
            }

            if (FaultBelow(child, level - 1, (node->Keys[i], upper), ref sums) is { } fault)
            {
                return fault;
            }

            var gap = level == 1 ? VmaSearch.LargestGapEach(child) : VmaSearch.LargestEach(child->Gaps);
            if (gap != node->Gaps[i])
            {
                return $"the largest gap below {node->Keys[i]:x} at level {level} is {gap:x}, and {node->Gaps[i]:x} is known";
            }
        }

        return null;
    }

    private static string? FaultInLeaf(VmaNode* leaf, (long Lower, long Upper) bounds, ref Sums sums)
    {
        if (leaf->Before != leaf->Keys[0] - sums.End)
        {
            return $"before {leaf->Keys[0]:x}, behind {sums.End:x}, {leaf->Before:x} pages are said to be free";
        }

        for (var i = 0; i < leaf->Count; i++)
        {
            var entry = new VmaEntry(leaf->Keys[i], leaf->Ends[i], leaf->Slots[i]);
            if (entry.Start < Math.Max(sums.End, bounds.Lower) || entry.End <= entry.Start || entry.End > Math.Min(bounds.Upper, PageLimit) || entry.Slot == 0)
            {
                return $"{entry} is wrong behind {sums.End:x} in a leaf of [{bounds.Lower:x}, {bounds.Upper:x})";
            }

            sums.End = entry.End;
        }

        sums.Entries += leaf->Count;
        return null;
    }

    private record struct Sums(long Nodes, long Entries, long End);
}
