namespace MmRuntime.AddressSpaces;

/// <summary>What the nodes of one level will hold, in order, before it is cut into nodes: entries, or children with their keys and gaps.</summary>
internal unsafe struct VmaItems
{
    /// <summary>How many there can be: of two nodes of which something stays, and of three that come between them.</summary>
    public const int Capacity = (2 * VmaNode.Fanout) + 3;

    private fixed long _keys[Capacity];
    private fixed long _values[Capacity];
    private fixed long _extras[Capacity];

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Where the first of those was put that are new.</summary>
    public int FirstNew { get; private set; }

    /// <summary>Where the last of those was put that are new.</summary>
    public int LastNew { get; private set; }

    /// <summary>First page, or lower bound.</summary>
    public readonly long Key(int index) => _keys[index];

    /// <summary>End, or reference.</summary>
    public readonly long Value(int index) => _values[index];

    /// <summary>Slot, or gap.</summary>
    public readonly long Extra(int index) => _extras[index];

    /// <summary>Begins anew.</summary>
    public void Clear() => (Count, FirstNew, LastNew) = (0, -1, -1);

    /// <summary>Adds one behind.</summary>
    public void Add(long key, long value, long extra)
    {
        (_keys[Count], _values[Count], _extras[Count]) = (key, value, extra);
        Count++;
    }

    /// <summary>Adds one behind that is new.</summary>
    public void AddNew(long key, long value, long extra)
    {
        (FirstNew, LastNew) = (FirstNew < 0 ? Count : FirstNew, Count);
        Add(key, value, extra);
    }

    /// <summary>Adds entries of a leaf: those from one number on, below another one.</summary>
    public void AddEntries(VmaNode* leaf, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            Add(leaf->Keys[i], leaf->Ends[i], leaf->Slots[i]);
        }
    }

    /// <summary>Adds children of an inner node: those from one number on, below another one.</summary>
    public void AddChildren(VmaNode* node, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            Add(node->Keys[i], node->Children[i], node->Gaps[i]);
        }
    }

    /// <summary>Adds all that a node holds.</summary>
    public void AddAll(VmaNode* node, bool isLeaf)
    {
        if (isLeaf)
        {
            AddEntries(node, 0, node->Count);
        }
        else
        {
            AddChildren(node, 0, node->Count);
        }
    }

    /// <summary>Adds all of these behind.</summary>
    public void AddAll(in VmaItems others)
    {
        for (var i = 0; i < others.Count; i++)
        {
            Add(others.Key(i), others.Value(i), others.Extra(i));
        }
    }

    /// <summary>Cuts the last one off at a page.</summary>
    public void EndLastBy(long page) => _values[Count - 1] = Math.Min(_values[Count - 1], page);

    /// <summary>Lets one begin at a page, if it began before.</summary>
    public void BeginBy(int index, long page) => _keys[index] = Math.Max(_keys[index], page);

    /// <summary>Sets the lower bound of the first one.</summary>
    public void SetFirstKey(long page) => _keys[0] = page;

    /// <summary>Makes some of them a leaf.</summary>
    /// <param name="leaf">A node that nobody sees.</param>
    /// <param name="from">Number of the first one.</param>
    /// <param name="count">How many.</param>
    public readonly void FillLeaf(VmaNode* leaf, int from, int count)
    {
        for (var i = 0; i < VmaNode.Fanout; i++)
        {
            leaf->Keys[i] = i < count ? Key(from + i) : VmaNode.Unused;
            leaf->Ends[i] = i < count ? Value(from + i) : VmaNode.Unused;
            leaf->Slots[i] = i < count ? (uint)Extra(from + i) : 0;
        }

        leaf->Count = count;
    }

    /// <summary>Makes some of them an inner node.</summary>
    /// <inheritdoc cref="FillLeaf"/>
    public readonly void FillInner(VmaNode* node, int from, int count)
    {
        for (var i = 0; i < VmaNode.Fanout; i++)
        {
            node->Keys[i] = i < count ? Key(from + i) : VmaNode.Unused;
            node->Children[i] = i < count ? Value(from + i) : 0;
            node->Gaps[i] = i < count ? Extra(from + i) : 0;
        }

        node->Count = count;
    }
}
