using System.Runtime.CompilerServices;

namespace MmRuntime.AddressSpaces;

/// <summary>The way from the root to a leaf, as the writer went it. Level 0 is the leaf.</summary>
internal unsafe struct VmaPath
{
    /// <summary>More levels than a tree of 2^32 entries can have, with nodes that are filled as little as they may be.</summary>
    public const int MaxLevels = 17;

    private fixed long _nodes[MaxLevels];
    private fixed int _indices[MaxLevels];

    /// <summary>Level of the root.</summary>
    public int Height { get; private set; }

    /// <summary>No entry of the leaf ends behind this. Only as long as the path was not moved.</summary>
    public long Upper { get; private set; }

    /// <summary>Goes to the leaf in which a page is, or would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Descend(VmaNode* root, int height, long page)
    {
        Height = height;
        var node = root;
        var upper = VmaNode.Unused;
        for (var level = height; level > 0; level--)
        {
            var index = VmaSearch.CountAtMost(node->Keys, page) - 1;
            _nodes[level] = (long)node;
            _indices[level] = index;
            if (index + 1 < VmaNode.Fanout)
            {
                upper = Math.Min(upper, node->Keys[index + 1]);
            }

            node = node->Child(index);
        }

        _nodes[0] = (long)node;
        Upper = upper;
    }

    /// <summary>The node of a level.</summary>
    public readonly VmaNode* Node(int level) => (VmaNode*)_nodes[level];

    /// <summary>Which child of the node of a level it goes on to.</summary>
    public readonly int Index(int level) => _indices[level];

    /// <summary>Lower bound of what is below the node of a level.</summary>
    public readonly long Lower(int level) => level == Height ? 0 : Node(level + 1)->Keys[Index(level + 1)];

    /// <summary>Whether a node follows that of a level, below any parent or below the same one.</summary>
    public readonly bool HasNext(int level, bool isSibling = false)
    {
        var end = isSibling ? Math.Min(level + 1, Height) : Height;
        for (var up = level + 1; up <= end; up++)
        {
            if (Index(up) + 1 < Node(up)->Count)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a node precedes that of a level, below any parent or below the same one.</summary>
    public readonly bool HasPrevious(int level, bool isSibling = false)
    {
        var end = isSibling ? Math.Min(level + 1, Height) : Height;
        for (var up = level + 1; up <= end; up++)
        {
            if (Index(up) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the node of a level is the first or the last one there.</summary>
    public readonly bool IsAtEdge(int level) => !HasNext(level) || !HasPrevious(level);

    /// <summary>Goes to the next node of a level. What lies below that level means nothing from then.</summary>
    /// <returns>Whether there is one; else nothing has changed.</returns>
    public bool TryNext(int level)
    {
        if (!HasNext(level))
        {
            return false;
        }

        var up = level + 1;
        while (Index(up) + 1 == Node(up)->Count)
        {
            up++;
        }

        _indices[up]++;
        while (--up >= level)
        {
            _nodes[up] = (long)Node(up + 1)->Child(Index(up + 1));
            _indices[up] = 0;
        }

        return true;
    }

    /// <summary>Goes to the node before that of a level. What lies below that level means nothing from then.</summary>
    /// <returns>Whether there is one; else nothing has changed.</returns>
    public bool TryPrevious(int level)
    {
        if (!HasPrevious(level))
        {
            return false;
        }

        var up = level + 1;
        while (Index(up) == 0)
        {
            up++;
        }

        _indices[up]--;
        while (--up >= level)
        {
            _nodes[up] = (long)Node(up + 1)->Child(Index(up + 1));
            _indices[up] = Node(up)->Count - 1;
        }

        return true;
    }
}
