using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MmRuntime.Atomics;

namespace MmRuntime.Physical;

/// <summary>How lines come to be, and contents of whole frames.</summary>
public sealed unsafe partial class PhysicalMemory
{
    /// <summary>Makes all lines of a frame hold what they are read as, for who accesses them past this class. Takes the frame's contents lock.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame, it is reserved, or (checked) free.</exception>
    public void Materialise(Pfn frame)
    {
        if (ReadLines(frame.Value) != AllLines)
        {
            MakeValid(frame.Value, AllLines);
        }
    }

    /// <summary>All bytes of a frame, for who accesses them past this class, and lets go of them before the frame. Takes the frame's contents lock.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame, it is reserved, or (checked) free.</exception>
    internal Span<byte> View(Pfn frame)
    {
        Materialise(frame);
        return new Span<byte>(_frames.ContentsOf(frame.Value), PageSize.Base);
    }

    /// <summary>Makes all of a frame hold zero that nobody else knows yet. Takes no lock.</summary>
    internal void ClearUnpublished(Pfn frame)
    {
        Unsafe.InitBlockUnaligned(_frames.ContentsOf(frame.Value), 0, PageSize.Base);
        _frames[frame.Value].Lines = unchecked((long)AllLines);
    }

    /// <summary>Copies the contents of a frame: lines that hold nothing cost nothing. Takes the contents lock of the copy.</summary>
    /// <param name="to">The copy.</param>
    /// <param name="from">The original, which nobody stores to meanwhile unless it may be seen half copied.</param>
    /// <exception cref="MmUsageException">There is no such frame, the copy is reserved, or (checked) one is free.</exception>
    public void CopyContents(Pfn to, Pfn from)
    {
        if (to == from)
        {
            return;
        }

        var source = _frames.ContentsOf(from.Value);
        var copy = _frames.ContentsOf(to.Value);
        var valid = ReadLines(from.Value);
        _ = ReadLines(to.Value);
        CheckWritable(to.Value);
        var hold = _contents.Enter(to.Value);
        var had = PeekLines(to.Value);
        for (var lines = valid | had; lines != 0; lines &= lines - 1)
        {
            var at = BitOperations.TrailingZeroCount(lines) << LineShift;
            if ((valid & LinesOf(at, 1)) == 0)
            {
                ClearLine(to.Value, at);
                continue;
            }

            // Two accesses, and somebody may come between them.
            TellLine(from.Value, at, SharedAccess.Read);
            var line = Unsafe.ReadUnaligned<Vector512<byte>>(source + at);
            TellLine(to.Value, at, SharedAccess.Write);
            Unsafe.WriteUnaligned(copy + at, line);
        }

        if ((valid | had) != had)
        {
            WriteLines(to.Value, valid | had);
        }

        _contents.Exit(to.Value, hold);
    }

    /// <summary>Whether all bytes of a frame are zero. Takes no lock.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">There is no such frame, or (checked) it is free.</exception>
    public bool IsZero(Pfn frame)
    {
        var contents = _frames.ContentsOf(frame.Value);
        for (var lines = ReadLines(frame.Value); lines != 0; lines &= lines - 1)
        {
            var at = BitOperations.TrailingZeroCount(lines) << LineShift;
            TellLine(frame.Value, at, SharedAccess.Read);
            if (new ReadOnlySpan<byte>(contents + at, PageSize.Line).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    // The zero frame stays without lines, so that every store to it comes here.
    private void CheckWritable(uint frame)
    {
        if (_frames[frame].Type == FrameType.Reserved)
        {
            throw new MmUsageException($"Frame {new Pfn(frame)} is reserved{(frame == ZeroFrame.Value ? ": it is the zero frame" : string.Empty)}; nobody writes to it.");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeValid(uint frame, ulong wanted)
    {
        CheckWritable(frame);
        var hold = _contents.Enter(frame);

        // Somebody else may have been faster, and have stored something since.
        var valid = PeekLines(frame);
        for (var lines = wanted & ~valid; lines != 0; lines &= lines - 1)
        {
            ClearLine(frame, BitOperations.TrailingZeroCount(lines) << LineShift);
        }

        if ((wanted & ~valid) != 0)
        {
            WriteLines(frame, valid | wanted);
        }

        _contents.Exit(frame, hold);
    }

    // Under the lock nothing may throw, so what the frame is has been looked at before.
    private ulong PeekLines(uint frame) => (ulong)NativeWord.Read(ref _frames[frame].Lines, _frames, WordOf(frame, FrameRecord.LinesWord));

    private void ClearLine(uint frame, int at)
    {
        TellLine(frame, at, SharedAccess.Write);
        Unsafe.InitBlockUnaligned(_frames.ContentsOf(frame) + at, 0, PageSize.Line);
    }
}
