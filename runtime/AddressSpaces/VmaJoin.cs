using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MmRuntime.AddressSpaces;

/// <summary>How the entries of a leaf become those of another one: the first ones stay, one may follow that is new, and the last ones are moved up to it.</summary>
/// <remarks>
/// Whole vectors of all entries, whatever is there: loops of as many steps as are needed cost more in branches that nobody can foresee than they save. What is loaded beyond an array,
/// or before it, lies in the same node and is not used.
/// </remarks>
/// <param name="Left">How many stay.</param>
/// <param name="Middle">Where the last ones go; one more than <paramref name="Left"/>, if one is new.</param>
/// <param name="Right">Where they were.</param>
/// <param name="Count">How many the new leaf has.</param>
internal readonly unsafe record struct VmaJoin(int Left, int Middle, int Right, int Count)
{
    /// <summary>Does it.</summary>
    /// <param name="from">The leaf as it is.</param>
    /// <param name="to">Another one that nobody sees; or the same one, if nobody else sees it.</param>
    /// <param name="put">The new entry, if there is one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(VmaNode* from, VmaNode* to, in VmaEntry put)
    {
        var (left, shift) = (Vector256.Create((long)Left), Right - Middle);
        Move(from->Keys, to->Keys, left, shift);
        Move(from->Ends, to->Ends, left, shift);
        Move(from->Slots, to->Slots, Left, shift);

        // What was moved up from beyond the end of the leaf.
        for (var i = VmaNode.Fanout - shift; i < VmaNode.Fanout; i++)
        {
            (to->Keys[i], to->Ends[i]) = (VmaNode.Unused, VmaNode.Unused);
        }

        if (Middle > Left)
        {
            (to->Keys[Left], to->Ends[Left], to->Slots[Left]) = (put.Start, put.End, put.Slot);
        }
    }

    // All is loaded before any is stored: then it may also be moved in place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(long* from, long* to, Vector256<long> left, int shift)
    {
        var first = Join(Vector256.Create(0L, 1, 2, 3), left, from, shift);
        var second = Join(Vector256.Create(4L, 5, 6, 7), left, from + 4, shift);
        var third = Join(Vector256.Create(8L, 9, 10, 11), left, from + 8, shift);
        var fourth = Join(Vector256.Create(12L, 13, 14, 15), left, from + 12, shift);
        first.Store(to);
        second.Store(to + 4);
        third.Store(to + 8);
        fourth.Store(to + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Join(Vector256<long> lanes, Vector256<long> left, long* words, int shift) =>
        Vector256.ConditionalSelect(Vector256.LessThan(lanes, left), Vector256.Load(words), Vector256.Load(words + shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(uint* from, uint* to, int left, int shift)
    {
        var low = Vector256.LessThan(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(left)).AsUInt32();
        var high = Vector256.LessThan(Vector256.Create(8, 9, 10, 11, 12, 13, 14, 15), Vector256.Create(left)).AsUInt32();
        var first = Vector256.ConditionalSelect(low, Vector256.Load(from), Vector256.Load(from + shift));
        var second = Vector256.ConditionalSelect(high, Vector256.Load(from + 8), Vector256.Load(from + 8 + shift));
        first.Store(to);
        second.Store(to + 8);
    }
}
