using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MmRuntime.AddressSpaces;

/// <summary>Comparisons over the sixteen words of a node at once. Which form a method takes is decided when it is compiled.</summary>
internal static unsafe class VmaSearch
{
    /// <summary>How many of sixteen ascending words are at most a value, which is below <see cref="VmaNode.Unused"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountAtMost(long* words, long value)
    {
        if (Avx2.IsSupported)
        {
            return CountWide(words, value);
        }

        return Vector128.IsHardwareAccelerated ? CountNarrow(words, value) : CountEach(words, value);
    }

    /// <inheritdoc cref="CountAtMost"/>
    /// <remarks>Each comparison leaves 64 bits of ones or zeros. Packing twice makes them 16 bits; the order gets mixed up on the way, which a count does not mind.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountWide(long* words, long value)
    {
        var above = Vector256.Create(value + 1);
        var first = Avx2.PackSignedSaturate(Below(above, words), Below(above, words + 4));
        var second = Avx2.PackSignedSaturate(Below(above, words + 8), Below(above, words + 12));
        var below = (uint)Avx2.MoveMask(Avx2.PackSignedSaturate(first, second));
        return (int)((uint)BitOperations.PopCount(below) >> 1);
    }

    /// <inheritdoc cref="CountAtMost"/>
    public static int CountNarrow(long* words, long value)
    {
        var wanted = Vector128.Create(value);
        var above = Vector128<long>.Zero;
        for (var i = 0; i < VmaNode.Fanout; i += 2)
        {
            above += Vector128.GreaterThan(Vector128.Load(words + i), wanted);
        }

        // Each lane that was above has counted one down.
        return VmaNode.Fanout + (int)Vector128.Sum(above);
    }

    /// <inheritdoc cref="CountAtMost"/>
    public static int CountEach(long* words, long value)
    {
        var count = 0;
        while (count < VmaNode.Fanout && words[count] <= value)
        {
            count++;
        }

        return count;
    }

    /// <summary>Asks for the lines of sixteen words and sixteen half words, of which some will be needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(long* words, uint* halves)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(words);
            Sse.Prefetch0(words + 8);
            Sse.Prefetch0(halves);
        }
    }

    /// <summary>The largest of sixteen words, none below 0.</summary>
    public static long Largest(long* words)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            return LargestWide(words);
        }

        return LargestEach(words);
    }

    /// <inheritdoc cref="Largest"/>
    public static long LargestWide(long* words)
    {
        var low = Vector256.Max(Vector256.Load(words), Vector256.Load(words + 4));
        var high = Vector256.Max(Vector256.Load(words + 8), Vector256.Load(words + 12));
        return LargestOf(Vector256.Max(low, high));
    }

    /// <inheritdoc cref="Largest"/>
    public static long LargestEach(long* words)
    {
        var largest = 0L;
        for (var i = 0; i < VmaNode.Fanout; i++)
        {
            largest = Math.Max(largest, words[i]);
        }

        return largest;
    }

    /// <summary>The largest run of free pages before an entry of a leaf, the first one included.</summary>
    public static long LargestGap(VmaNode* leaf)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            return LargestGapWide(leaf);
        }

        return LargestGapEach(leaf);
    }

    /// <inheritdoc cref="LargestGap"/>
    /// <remarks>
    /// Entry by entry: the next one's start less this one's end, and nothing where no next one is. The last lane takes what follows the starts in the node, the first end, for a start;
    /// less the last end that is never above 0.
    /// </remarks>
    public static long LargestGapWide(VmaNode* leaf)
    {
        var unused = Vector256.Create(VmaNode.Unused);
        var largest = Vector256.CreateScalar(leaf->Before);
        for (var i = 0; i < VmaNode.Fanout; i += 4)
        {
            var next = Vector256.Load(leaf->Keys + i + 1);
            var gaps = Vector256.AndNot(next - Vector256.Load(leaf->Ends + i), Vector256.Equals(next, unused));
            largest = Vector256.Max(largest, gaps);
        }

        return LargestOf(largest);
    }

    /// <inheritdoc cref="LargestGap"/>
    public static long LargestGapEach(VmaNode* leaf)
    {
        var largest = leaf->Before;
        for (var i = 1; i < leaf->Count; i++)
        {
            largest = Math.Max(largest, leaf->Keys[i] - leaf->Ends[i - 1]);
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Below(Vector256<long> value, long* words) => Vector256.GreaterThan(value, Vector256.Load(words)).AsInt32();

    private static long LargestOf(Vector256<long> lanes)
    {
        var half = Vector128.Max(lanes.GetLower(), lanes.GetUpper());
        return Math.Max(half[0], half[1]);
    }
}
