using System.Runtime.CompilerServices;

namespace MmRuntime.Physical;

/// <summary>What one place has handed out and taken back. Only sums over all places mean something: a frame may come back elsewhere than it left.</summary>
internal struct FrameTally
{
    private PerType _out;
    private PerType _back;

    // Frames of blocks but the first of each, so that a single frame is counted by one number.
    private long _moreOut;
    private long _moreBack;

    /// <summary>Blocks that went out.</summary>
    public readonly long Allocations => Sum(_out) - _moreOut;

    /// <summary>Blocks that came back.</summary>
    public readonly long Frees => Sum(_back) - _moreBack;

    /// <summary>How many frames of a type went out and did not come back here.</summary>
    public readonly long FramesOf(int type) => _out[type] - _back[type];

    /// <summary>A frame goes out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountOut(FrameType type) => _out[(int)type]++;

    /// <summary>A frame comes back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountBack(FrameType type) => _back[(int)type]++;

    /// <summary>A block goes out.</summary>
    public void CountOut(FrameType type, int order)
    {
        _out[(int)type] += 1L << order;
        _moreOut += (1L << order) - 1;
    }

    /// <summary>A block comes back.</summary>
    public void CountBack(FrameType type, int order)
    {
        _back[(int)type] += 1L << order;
        _moreBack += (1L << order) - 1;
    }

    /// <summary>Adds another place's.</summary>
    public void Add(in FrameTally other)
    {
        for (var type = 0; type < PerType.Length; type++)
        {
            _out[type] += other._out[type];
            _back[type] += other._back[type];
        }

        _moreOut += other._moreOut;
        _moreBack += other._moreBack;
    }

    private static long Sum(in PerType numbers)
    {
        var sum = 0L;
        foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    /// <summary>One number for each type.</summary>
    [InlineArray(Length)]
    private struct PerType
    {
        public const int Length = (int)FrameType.Reserved + 1;

        private long _first;
    }
}
