using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace MmRuntime.AddressSpaces;

/// <summary>Free pages: each inner node knows the largest run below each of its children, where a run counts for the entry it ends at. The run behind the last entry is nobody's.</summary>
/// <remarks>
/// So a run that reaches from one leaf into the next is one run, and belongs to one of them. Who moves the end of a leaf's last entry tells the next leaf, which remembers the
/// run before its first entry.
/// </remarks>
internal sealed unsafe partial class VmaTree
{
    private const long NotHere = -1;
    private const long Nowhere = -2;

    /// <summary>Finds free pages, as low or as high as there are any. For who holds <c>mmap_lock</c> for write.</summary>
    /// <remarks>
    /// Descends once, or twice where a run is cut by a bound of the request. With an alignment it visits in addition each run that is long enough but has no place at the right address.
    /// </remarks>
    /// <param name="request">What is wanted.</param>
    /// <param name="fromTop">Whether as high as possible.</param>
    /// <param name="start">The first page.</param>
    /// <returns>Whether there are any.</returns>
    /// <exception cref="MmUsageException">The request asks for no pages, or its alignment is no power of two.</exception>
    public bool TryFindGap(in VmaGapRequest request, bool fromTop, out long start)
    {
        if (request.Pages <= 0 || !BitOperations.IsPow2(request.Alignment))
        {
            ThrowNoRequest(request);
        }

        var bounded = request with { Low = Math.Max(request.Low, 0), High = Math.Min(request.High, PageLimit) };
        start = NotHere;
        if (bounded.Pages <= bounded.High - bounded.Low)
        {
            start = fromTop ? FindHigh(bounded) : FindLow(bounded);
        }

        return start >= 0;
    }

    private static long EndBefore(VmaNode* leaf, int index) => index > 0 ? leaf->Ends[index - 1] : leaf->Keys[0] - leaf->Before;

    // What is below the child of the path's node has another largest gap now.
    private static void CarryGap(in VmaPath path, int level, long gap)
    {
        for (; level <= path.Height; level++)
        {
            var gaps = path.Node(level)->Gaps;
            var index = path.Index(level);
            if (gaps[index] == gap)
            {
                return;
            }

            gaps[index] = gap;
            gap = VmaSearch.Largest(gaps);
        }
    }

    // The last entry of the path's leaf ends elsewhere now: so does the run before the next leaf.
    private static void MeetNext(ref VmaPath path, long end)
    {
        if (!path.TryNext(0))
        {
            return;
        }

        var next = path.Node(0);
        next->Before = next->Keys[0] - end;
        CarryGap(path, 1, VmaSearch.LargestGap(next));
    }

    private long FindLow(in VmaGapRequest request)
    {
        var start = Root == 0 ? NotHere : FindLow(RootNode, Height, request, isEdge: true);
        if (start != NotHere)
        {
            return start;
        }

        return request.FitsLow(Last.End, PageLimit, out start) ? start : Nowhere;
    }

    // At the edge, everything left of the first page that may be taken is left out.
    private static long FindLow(VmaNode* node, int level, in VmaGapRequest request, bool isEdge)
    {
        var from = isEdge ? VmaSearch.CountAtMost(node->Keys, request.Low) : 0;
        if (level == 0)
        {
            return FindLowIn(node, from, request);
        }

        from = Math.Max(from - 1, 0);
        for (var i = from; i < node->Count; i++)
        {
            var start = node->Gaps[i] < request.Pages ? NotHere : FindLow(node->Child(i), level - 1, request, isEdge && i == from);
            if (start != NotHere)
            {
                return start;
            }
        }

        return NotHere;
    }

    private static long FindLowIn(VmaNode* leaf, int from, in VmaGapRequest request)
    {
        for (var i = from; i < leaf->Count; i++)
        {
            var free = EndBefore(leaf, i);
            if (free >= request.High)
            {
                return Nowhere;
            }

            if (request.FitsLow(free, leaf->Keys[i], out var start))
            {
                return start;
            }
        }

        return NotHere;
    }

    private long FindHigh(in VmaGapRequest request)
    {
        if (Root == 0)
        {
            return request.FitsHigh(0, PageLimit, out var highest) ? highest : Nowhere;
        }

        return FitsAtTop(request, out var start) ? start : FindHigh(RootNode, Height, request, isEdge: true);
    }

    // The run that ends at the first entry above all that may be taken, or behind the last entry: the edge below has neither.
    private bool FitsAtTop(in VmaGapRequest request, out long start)
    {
        VmaPath path = default;
        path.Descend(RootNode, Height, request.High - 1);
        var leaf = path.Node(0);
        var index = VmaSearch.CountAtMost(leaf->Keys, request.High - 1);
        if (index < leaf->Count)
        {
            return request.FitsHigh(EndBefore(leaf, index), leaf->Keys[index], out start);
        }

        return request.FitsHigh(leaf->Ends[index - 1], path.TryNext(0) ? path.Node(0)->Keys[0] : PageLimit, out start);
    }

    private static long FindHigh(VmaNode* node, int level, in VmaGapRequest request, bool isEdge)
    {
        var to = isEdge ? VmaSearch.CountAtMost(node->Keys, request.High - 1) : node->Count;
        if (level == 0)
        {
            return FindHighIn(node, to, request);
        }

        for (var i = to - 1; i >= 0; i--)
        {
            var start = node->Gaps[i] < request.Pages ? NotHere : FindHigh(node->Child(i), level - 1, request, isEdge && i == to - 1);
            if (start != NotHere)
            {
                return start;
            }
        }

        return NotHere;
    }

    private static long FindHighIn(VmaNode* leaf, int to, in VmaGapRequest request)
    {
        for (var i = to - 1; i >= 0; i--)
        {
            if (leaf->Keys[i] <= request.Low)
            {
                return Nowhere;
            }

            if (request.FitsHigh(EndBefore(leaf, i), leaf->Keys[i], out var start))
            {
                return start;
            }
        }

        return NotHere;
    }

    [DoesNotReturn]
    private static void ThrowNoRequest(in VmaGapRequest request) => throw new MmUsageException(
        $"{request.Pages} free pages at multiples of {request.Alignment} cannot be searched for: at least one page is wanted, and the alignment is a power of two.");
}
