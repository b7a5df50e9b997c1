using System.Runtime.InteropServices;

namespace MmRuntime.AddressSpaces;

/// <summary>A node of the tree of VMAs: 448 bytes of native memory, seven cache lines, of which a look-up touches three or four.</summary>
/// <remarks>
/// <code>
/// offset size | leaf                               inner node
///      0    8 | next in a chain, of nodes that are free or will be ---------------------
///      8    8 | free pages before the first entry  -
///     16    8 | state: odd in use, even free; counted in checked mode only ------------
///     24    4 | how many of the 16 are used --------------------------------------------
///     64  128 | 16 first pages                     16 keys: lower bound of what is below each child
///    192  128 | 16 pages behind the last           16 references to children: shared words
///    320   64 | 16 slots                           16 largest gaps below each child
///    384   64 | -                                  (the other half of them)
/// </code>
/// Unused first pages, keys and ends hold <see cref="Unused"/>, so that a search needs no count; unused gaps hold 0. There is no mark that tells a leaf from an inner node: the
/// reference to the root carries the number of levels. Pages are 45 bits, so a comparison with sign is right.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal unsafe struct VmaNode
{
    /// <summary>Bytes of a node. No power of two: else the same line of all nodes would fall into the same few sets of the cache.</summary>
    public const int Size = 448;

    /// <summary>Entries of a leaf, children of an inner node.</summary>
    public const int Fanout = 16;

    /// <summary>What every node holds at least, but the first and the last one of a level: those are where a space grows, and may have been begun just now.</summary>
    public const int MinFill = 4;

    /// <summary>Above every page.</summary>
    public const long Unused = long.MaxValue;

    // What a freed node is full of in checked mode: no page, and no address either.
    private const byte PoisonByte = 0x6b;

    [FieldOffset(64)]
    public fixed long Keys[Fanout];

    [FieldOffset(192)]
    public fixed long Ends[Fanout];

    [FieldOffset(192)]
    public fixed long Children[Fanout];

    [FieldOffset(320)]
    public fixed uint Slots[Fanout];

    [FieldOffset(320)]
    public fixed long Gaps[Fanout];

    [FieldOffset(0)]
    public VmaNode* Link;

    /// <summary>Of a leaf: free pages between the entry before its first one, which is in another leaf, and the first one.</summary>
    [FieldOffset(8)]
    public long Before;

    [FieldOffset(16)]
    public long State;

    [FieldOffset(24)]
    public int Count;

    /// <summary>The child with a number. For the writer, and for who has the tree to itself: readers go through the tree.</summary>
    public readonly VmaNode* Child(int index) => (VmaNode*)Children[index];

    /// <summary>Makes what it holds recognisable as nothing.</summary>
    public void Poison()
    {
        fixed (long* keys = Keys)
        {
            NativeMemory.Fill(keys, Size - 64, PoisonByte);
        }
    }
}
