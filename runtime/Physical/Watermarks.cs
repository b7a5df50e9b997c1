namespace MmRuntime.Physical;

/// <summary>How much of a zone stays free for whom, in frames.</summary>
/// <remarks>Source: <c>__setup_per_zone_wmarks</c>, <c>__zone_watermark_ok</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
/// <param name="Min">Below it only those who may use the reserve get something.</param>
/// <param name="Low">Below it somebody is woken to free memory.</param>
/// <param name="High">Above it that one may stop.</param>
public readonly record struct Watermarks(long Min, long Low, long High)
{
    /// <summary>What must be left after an allocation that has looked everywhere else.</summary>
    /// <param name="gfp">What the allocation may do.</param>
    public long FloorFor(Gfp gfp) => (gfp & Gfp.HighPriority) == 0 ? Min : Min / 2;

    /// <summary>The marks of a zone.</summary>
    /// <param name="min">Its part of the memory that is to stay free.</param>
    internal static Watermarks From(long min) => new(min, min + (min / 4), min + (min / 2));
}
