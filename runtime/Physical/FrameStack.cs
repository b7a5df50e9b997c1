using System.Runtime.CompilerServices;

namespace MmRuntime.Physical;

/// <summary>Single free frames, the last one first, linked through their records. A field, never copied.</summary>
internal struct FrameStack
{
    // One more than the frame's number, so that a stack of zeros is empty.
    private uint _top;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(ref FrameRecord record, uint frame)
    {
        record.Next = _top;
        _top = frame + 1;
        Count++;
    }

    /// <summary>Takes the one that came last.</summary>
    /// <returns>Whether there was any.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPop(FrameTable frames, out uint frame)
    {
        frame = _top - 1;
        if (_top == 0)
        {
            return false;
        }

        _top = frames[frame].Next;
        Count--;
        return true;
    }
}
