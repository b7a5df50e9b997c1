namespace MmRuntime.Physical;

/// <summary>The free blocks of a zone, by order and migrate type: lists through the records of their first frames. Guarded by the zone's lock.</summary>
internal sealed class FreeLists(FrameTable frames)
{
    private const int Types = 3;
    private const uint None = uint.MaxValue;

    private readonly uint[] _first = NewHeads();
    private readonly long[] _blocks = new long[PageSize.MaxOrder + 1];

    /// <summary>Frames in all blocks.</summary>
    public long Frames { get; private set; }

    /// <summary>How many blocks of an order there are.</summary>
    public long BlocksOf(int order) => _blocks[order];

    /// <summary>Whether a free block of just this order begins at a frame.</summary>
    public bool Holds(uint frame, int order)
    {
        ref var record = ref frames[frame];
        return (record.Flags & FrameFlags.Buddy) != 0 && record.Order == order;
    }

    /// <summary>Order of the free block that begins at a frame; -1 if none does.</summary>
    public int OrderAt(uint frame)
    {
        ref var record = ref frames[frame];
        return (record.Flags & FrameFlags.Buddy) != 0 ? record.Order : -1;
    }

    /// <summary>The block that came last.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryFirst(int order, MigrateType type, out uint frame)
    {
        frame = _first[(order * Types) + (int)type];
        return frame != None;
    }

    /// <summary>Adds a block.</summary>
    public void Push(uint frame, int order, MigrateType type)
    {
        ref var first = ref _first[(order * Types) + (int)type];
        ref var record = ref frames[frame];
        (record.Flags, record.Order, record.Block) = (FrameFlags.Buddy, (byte)order, (byte)type);
        (record.Next, record.Previous) = (first, None);
        if (first != None)
        {
            frames[first].Previous = frame;
        }

        first = frame;
        _blocks[order]++;
        Frames += 1L << order;
    }

    /// <summary>Takes a block out.</summary>
    public void Remove(uint frame)
    {
        ref var record = ref frames[frame];
        var order = record.Order;
        if (record.Previous == None)
        {
            _first[(order * Types) + record.Block] = record.Next;
        }
        else
        {
            frames[record.Previous].Next = record.Next;
        }

        if (record.Next != None)
        {
            frames[record.Next].Previous = record.Previous;
        }

        (record.Flags, record.Order) = (0, 0);
        _blocks[order]--;
        Frames -= 1L << order;
    }

    /// <summary>All blocks, for checks.</summary>
    public IEnumerable<(uint Frame, int Order, MigrateType Type)> All()
    {
        for (var list = 0; list < _first.Length; list++)
        {
            for (var frame = _first[list]; frame != None; frame = frames[frame].Next)
            {
                yield return (frame, list / Types, (MigrateType)(list % Types));
            }
        }
    }

    private static uint[] NewHeads()
    {
        var heads = new uint[(PageSize.MaxOrder + 1) * Types];
        Array.Fill(heads, None);
        return heads;
    }
}
