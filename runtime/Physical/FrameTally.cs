using System.Runtime.CompilerServices;

namespace MmRuntime.Physical;

/// <summary>What one place has handed out and taken back. Only sums over all places mean something: a frame may come back elsewhere than it left.</summary>
internal struct FrameTally
{
    public long Allocations;
    public long Frees;
    private PerType _frames;

    /// <summary>How many frames of a type went out and did not come back here.</summary>
    public readonly long FramesOf(int type) => _frames[type];

    /// <summary>A block goes out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountOut(int type, int order)
    {
        Allocations++;
        _frames[type] += 1L << order;
    }

    /// <summary>A block comes back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountBack(int type, int order)
    {
        Frees++;
        _frames[type] -= 1L << order;
    }

    /// <summary>Adds another place's.</summary>
    public void Add(in FrameTally other)
    {
        Allocations += other.Allocations;
        Frees += other.Frees;
        for (var type = 0; type < PerType.Length; type++)
        {
            _frames[type] += other._frames[type];
        }
    }

    /// <summary>One number for each type.</summary>
    [InlineArray(Length)]
    private struct PerType
    {
        public const int Length = (int)FrameType.Reserved + 1;

        private long _first;
    }
}
