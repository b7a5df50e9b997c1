namespace MmRuntime.AddressSpaces;

/// <summary>Goes over ranges in order, and stays in a leaf as long as nothing is published.</summary>
/// <remarks>
/// The writer may change the tree between two steps; a step after that begins at the end of the range before, and may return one that has grown over it since. A range that is there all
/// the time, and is not changed, is not missed. Without <c>mmap_lock</c> the whole walk is in one read section.
/// </remarks>
internal unsafe ref struct VmaCursor(VmaTree tree, long from, long to)
{
    private long _page = Math.Max(from, 0);
    private VmaNode* _leaf;
    private VmaPlace _place;
    private int _index;

    /// <summary>The range it is at.</summary>
    public VmaEntry Current { get; private set; }

    /// <summary>Goes to the next one.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        while (_page < to && IsInLeaf())
        {
            if (_index < VmaNode.Fanout && _leaf->Keys[_index] is var start && start != VmaNode.Unused)
            {
                if (start >= to)
                {
                    return false;
                }

                Current = tree.Read(_leaf, _index, _place.State);
                (_page, _index) = (Current.End, _index + 1);
                return true;
            }

            // Also where the last range ends before the bound: what is between is free, or was a moment ago.
            _page = _place.Upper;
            _leaf = null;
        }

        return false;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly VmaCursor GetEnumerator() => this;

    private bool IsInLeaf()
    {
        if (_leaf is null || !tree.IsCurrent(_place.Version))
        {
            _leaf = tree.Locate(_page, out _place);
            _index = _leaf is null ? 0 : VmaSearch.CountAtMost(_leaf->Ends, _page);
        }

        return _leaf is not null;
    }
}
