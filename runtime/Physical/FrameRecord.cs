using System.Runtime.InteropServices;

namespace MmRuntime.Physical;

/// <summary>What is known of one frame: 64 bytes of native memory, one cache line.</summary>
/// <remarks>
/// <code>
/// offset size | free            anon, file      hugetlb         slab            table           tail of a large folio
///      0    8 | flags: see FrameFlags ----------------------------------------------------------------------------------
///      8    8 | zero            references 31..0, maps 63..32 ------------------ references,     maps 63..32 of this
///             |                                                                  sharers 63..32  frame alone
///     16    8 | -               mapping         mapping         cache           16 ptl 4        16 entire maps 4  } first
///             |                                                                 20 -            20 mapped frames 4 } tail
///             |                                                                 22 level 1                          only
///     24    8 | -               index           index           objects in use  owner: mm id    24 head 4
///     32    4 | next            next (LRU)      next            next            deposited next  next (deferred split)
///     36    4 | previous        previous        previous        previous        -               previous
///     40    8 | poisoned lines  valid lines -----------------------------------------------------------------------------
///     48    4 | -               charge tag (0: nobody is charged) ------------------------------------------------------
///     52    4 | -               private (anon: swap slot)       private         -               -
///     56    4 | generation: how often the frame came back to the allocator ----------------------------------------------
///     60    1 | type: see FrameType --------------------------------------------------------------------------------------
///     61    1 | order of the    order of the folio -------------------------------------------   255
///             | block (head)
///     62    1 | migrate type of its page block, as of its allocation ----------------------------------------------------
///     63    1 | number of its zone ---------------------------------------------------------------------------------------
/// </code>
/// Frames are named by 32-bit numbers, <see cref="Pfn.None"/> for none. Each frame has lines, generation and type of its own, also within a large folio; references, mapping
/// and charge are the head's. A record of zeros is a free frame that is not the first of its block, so that memory which nobody uses costs nothing.
/// Source for what a record must hold: <c>struct page</c>, <c>struct folio</c>, <c>struct ptdesc</c> (<c>include/linux/mm_types.h</c>, v6.19).
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct FrameRecord
{
    /// <summary>Bytes of a record.</summary>
    public const int Size = 64;

    /// <summary>What stands for the order in the records of a large folio but the first.</summary>
    public const byte TailOrder = 255;

    /// <summary>Position of the flags among the words of a record.</summary>
    public const int FlagsWord = 0;

    /// <summary>Position of the counts.</summary>
    public const int CountsWord = 1;

    /// <summary>Position of the lines.</summary>
    public const int LinesWord = 5;

    /// <summary>Position of generation, type and order.</summary>
    public const int TagWord = 7;

    [FieldOffset(0)]
    public long Flags;

    [FieldOffset(8)]
    public long Counts;

    [FieldOffset(16)]
    public long Mapping;

    [FieldOffset(16)]
    public int TableLock;

    [FieldOffset(22)]
    public byte TableLevel;

    /// <summary>Of the first tail: how often the folio is mapped as a whole.</summary>
    [FieldOffset(16)]
    public int EntireMaps;

    /// <summary>Of the first tail: how many frames of the folio are mapped one by one.</summary>
    [FieldOffset(20)]
    public int MappedFrames;

    [FieldOffset(24)]
    public long Index;

    [FieldOffset(24)]
    public long TableOwner;

    [FieldOffset(24)]
    public uint Head;

    [FieldOffset(32)]
    public uint Next;

    [FieldOffset(36)]
    public uint Previous;

    [FieldOffset(32)]
    public uint DepositedNext;

    /// <summary>Bit n: line n holds contents; the other lines are read as zero. Of a free frame: line n is poisoned.</summary>
    [FieldOffset(40)]
    public long Lines;

    [FieldOffset(48)]
    public int Charge;

    [FieldOffset(52)]
    public uint Private;

    /// <summary>Generation, type, order, migrate type and zone in one: what is changed together is written together.</summary>
    [FieldOffset(56)]
    public long Tag;

    [FieldOffset(56)]
    public uint Generation;

    [FieldOffset(60)]
    public byte TypeByte;

    [FieldOffset(61)]
    public byte Order;

    [FieldOffset(62)]
    public byte Block;

    [FieldOffset(63)]
    public byte Zone;

    /// <summary>What the frame is used for.</summary>
    public readonly FrameType Type => (FrameType)TypeByte;
}
