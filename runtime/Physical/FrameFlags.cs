namespace MmRuntime.Physical;

/// <summary>The flags of a frame.</summary>
/// <remarks>
/// <code>
/// bit  0      contents: held while lines come to be
/// bit  1      buddy: first frame of a free block that is in a list of its zone; changes under the zone's lock
/// bit  2      head of a large folio
/// bit  3      another frame of a large folio
/// bits 4..15  the allocator's, zero
/// bits 16..63 whoever has the frame: zero when it is handed out, and its business from there (lock, dirty, writeback, LRU, …)
/// </code>
/// Bit 0 and bits 16..63 are only ever changed in one step; the others by the allocator, when nobody else has the frame.
/// </remarks>
internal static class FrameFlags
{
    public const long Contents = 1 << 0;

    public const long Buddy = 1 << 1;

    public const long Head = 1 << 2;

    public const long Tail = 1 << 3;
}
