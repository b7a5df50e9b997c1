namespace MmRuntime.AddressSpaces;

/// <summary>What a free range must be like.</summary>
/// <param name="Pages">How long it is, above 0.</param>
/// <param name="Low">The first page it may take.</param>
/// <param name="High">The page behind the last one it may take.</param>
internal readonly record struct VmaGapRequest(long Pages, long Low, long High)
{
    /// <summary>A power of two: the first page is a multiple of this, plus <see cref="Offset"/>.</summary>
    public long Alignment { get; init; } = 1;

    /// <summary>What the first page leaves when divided by <see cref="Alignment"/>, as a file that is to be mapped by huge pages wants it.</summary>
    public long Offset { get; init; }

    /// <summary>The lowest place in a free run of pages.</summary>
    /// <returns>Whether there is any.</returns>
    public bool FitsLow(long from, long to, out long start)
    {
        (from, to) = (Math.Max(from, Low), Math.Min(to, High));
        start = from + ((Offset - from) & (Alignment - 1));
        return start <= to - Pages;
    }

    /// <summary>The highest place in a free run of pages.</summary>
    /// <returns>Whether there is any.</returns>
    public bool FitsHigh(long from, long to, out long start)
    {
        (from, to) = (Math.Max(from, Low), Math.Min(to, High));
        start = to - Pages;
        start -= (start - Offset) & (Alignment - 1);
        return start >= from;
    }
}
