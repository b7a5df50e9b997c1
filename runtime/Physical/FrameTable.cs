using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MmRuntime.Physical;

/// <summary>All frames of a memory: their records and their contents, found by number. Every look-up is checked, so a wrong number is an exception and not the end of the process.</summary>
internal sealed unsafe class FrameTable : IDisposable
{
    // Behind the words of records and the lines of contents.
    private const long FirstEntry = 1L << 42;

    private readonly NativeBlock _block;
    private readonly FrameRecord* _records;
    private readonly byte* _contents;
    private uint _count;

    /// <summary>Frames of zeros.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="InsufficientMemoryException">The operating system refuses.</exception>
    public FrameTable(uint count)
    {
        _block = new NativeBlock(count * (long)(PageSize.Base + FrameRecord.Size));
        _contents = _block.Start;
        _records = (FrameRecord*)(_contents + (count * (long)PageSize.Base));
        _count = count;
    }

    /// <summary>How many there are; none when the memory is gone.</summary>
    public uint Count => _count;

    /// <summary>The record of a frame.</summary>
    /// <param name="frame">Its number.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    public ref FrameRecord this[uint frame]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (frame >= _count)
            {
                ThrowOutside(frame);
            }

            return ref _records[frame];
        }
    }

    /// <summary>The contents of a frame, of which only the valid lines mean anything.</summary>
    /// <param name="frame">Its number.</param>
    /// <exception cref="MmUsageException">There is no such frame.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* ContentsOf(uint frame)
    {
        if (frame >= _count)
        {
            ThrowOutside(frame);
        }

        return _contents + ((long)frame << PageSize.Shift);
    }

    /// <summary>What the explorer knows an entry of a page table by, together with this table of frames.</summary>
    /// <param name="frame">The page table.</param>
    /// <param name="index">Which entry.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long EntryWord(uint frame, int index) => FirstEntry + ((long)frame << 9) + index;

    /// <summary>Gives the memory back; there are no frames from here.</summary>
    public void Dispose()
    {
        _count = 0;
        _block.Dispose();
    }

    [DoesNotReturn]
    private void ThrowOutside(uint frame) => throw new MmUsageException(
        _count == 0 ? $"Frame {new Pfn(frame)} is gone with its memory, which was disposed." : $"There is no frame {new Pfn(frame)}: the memory ends before {new Pfn(_count)}.");
}
