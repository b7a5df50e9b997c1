using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MmRuntime.Atomics;

namespace MmRuntime.Physical;

/// <summary>Contents of frames: real bytes, of which a line of 64 comes to be when it is first written.</summary>
/// <remarks>
/// <para>
/// A line that is not valid is read as zero, and reading writes nothing. The first store to a line clears it under the frame's contents lock, which spins and under which
/// nothing else is taken; then it marks it valid. So no member here sleeps. Stores to one place at once end in one of the orders, byte by byte where a value crosses lines.
/// </para>
/// <para>
/// | access | pairs with | order |
/// | a line is cleared, then marked valid (release) | a load or store reads the mark (acquire), then the line | nobody sees what the line held before it was cleared, and no store is cleared away |
/// </para>
/// </remarks>
public sealed unsafe partial class PhysicalMemory
{
    private const int LineShift = 6;
    private const ulong AllLines = ulong.MaxValue;

    // Behind the words of all records, for the explorer.
    private const long FirstLine = 1L << 40;

    /// <summary>Loads a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="frame">The frame.</param>
    /// <param name="offset">Where in it, in bytes. The value ends within the frame; it need not be aligned.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    /// <exception cref="MmUsageException">There is no such frame, or (checked) it is free.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Load<T>(Pfn frame, int offset)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)(PageSize.Base - sizeof(T)), nameof(offset));
        var wanted = LinesOf(offset, sizeof(T));
        if ((ReadLines(frame.Value) & wanted) == wanted && BitOperations.IsPow2(wanted))
        {
            TellLine(frame.Value, offset, SharedAccess.Read);
            return Unsafe.ReadUnaligned<T>(_frames.ContentsOf(frame.Value) + offset);
        }

        T value = default;
        ReadBytes(frame, offset, MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    /// <summary>Stores a value. Takes the frame's contents lock if the line has held nothing so far.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="frame">The frame.</param>
    /// <param name="offset">Where in it, in bytes. The value ends within the frame; it need not be aligned.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    /// <exception cref="MmUsageException">There is no such frame, it is reserved, or (checked) free.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(Pfn frame, int offset, T value)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)(PageSize.Base - sizeof(T)), nameof(offset));
        var wanted = LinesOf(offset, sizeof(T));
        if ((ReadLines(frame.Value) & wanted) == wanted && BitOperations.IsPow2(wanted))
        {
            TellLine(frame.Value, offset, SharedAccess.Write);
            Unsafe.WriteUnaligned(_frames.ContentsOf(frame.Value) + offset, value);
            return;
        }

        WriteBytes(frame, offset, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
    }

    /// <summary>Whether all lines of a frame hold contents; they will, from then on, until it is freed.</summary>
    internal bool IsWhole(Pfn frame) => ReadLines(frame.Value) == AllLines;

    /// <summary>The place of a value in a frame all of whose lines hold contents.</summary>
    /// <param name="frame">The frame, which there is.</param>
    /// <param name="offset">Where in it; the value ends within the frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref byte PlaceOf(Pfn frame, int offset) => ref _frames.ContentsOf(frame.Value)[offset];

    /// <summary>Loads bytes.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="offset">Where in it, in bytes. They end within the frame.</param>
    /// <param name="into">Where to.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not.</exception>
    /// <exception cref="MmUsageException">There is no such frame, or (checked) it is free.</exception>
    public void ReadBytes(Pfn frame, int offset, Span<byte> into)
    {
        CheckRange(offset, into.Length);
        var contents = _frames.ContentsOf(frame.Value);
        while (!into.IsEmpty)
        {
            var part = into[..Math.Min(into.Length, PageSize.Line - (offset & (PageSize.Line - 1)))];
            if ((ReadLines(frame.Value) & LinesOf(offset, 1)) == 0)
            {
                part.Clear();
            }
            else
            {
                TellLine(frame.Value, offset, SharedAccess.Read);
                new ReadOnlySpan<byte>(contents + offset, part.Length).CopyTo(part);
            }

            into = into[part.Length..];
            offset += part.Length;
        }
    }

    /// <summary>Stores bytes. Takes the frame's contents lock if a line has held nothing so far.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="offset">Where in it, in bytes. They end within the frame.</param>
    /// <param name="from">Where from.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not.</exception>
    /// <exception cref="MmUsageException">There is no such frame, it is reserved, or (checked) free.</exception>
    public void WriteBytes(Pfn frame, int offset, ReadOnlySpan<byte> from)
    {
        CheckRange(offset, from.Length);
        var contents = _frames.ContentsOf(frame.Value);
        while (!from.IsEmpty)
        {
            var part = from[..Math.Min(from.Length, PageSize.Line - (offset & (PageSize.Line - 1)))];
            var line = LinesOf(offset, 1);
            if ((ReadLines(frame.Value) & line) == 0)
            {
                MakeValid(frame.Value, line);
            }

            TellLine(frame.Value, offset, SharedAccess.Write);
            part.CopyTo(new Span<byte>(contents + offset, part.Length));
            from = from[part.Length..];
            offset += part.Length;
        }
    }

    private static void CheckRange(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + length, PageSize.Base, nameof(offset));
    }

    // The lines that some bytes, at least one, are in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LinesOf(int offset, int length)
    {
        var (first, last) = (offset >> LineShift, (offset + length - 1) >> LineShift);
        return (AllLines << first) & (AllLines >> (63 - last));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadLines(uint frame)
    {
        if (_isChecked && TypeOfTag(ReadTag(frame)) == FrameType.Free)
        {
            ThrowFreeUsed(frame);
        }

        return PeekLines(frame);
    }

    private void WriteLines(uint frame, ulong lines) =>
        NativeWord.Write(ref _frames[frame].Lines, (long)lines, _frames, WordOf(frame, FrameRecord.LinesWord));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TellLine(uint frame, int offset, SharedAccess access) =>
        SharedAccessHook.Tell(_frames, FirstLine + ((long)frame << LineShift) + (offset >> LineShift), access);
}
