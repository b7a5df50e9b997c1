namespace MmRuntime.Physical;

/// <summary>Sizes of pages, in bytes, and the orders that go with them: those of x86-64.</summary>
public static class PageSize
{
    /// <summary>Two to this power is <see cref="Base"/>.</summary>
    public const int Shift = 12;

    /// <summary>A base page: one frame.</summary>
    public const int Base = 1 << Shift;

    /// <summary>A page that one entry of a PMD table maps.</summary>
    public const int Huge = 1 << 21;

    /// <summary>A page that one entry of a PUD table maps.</summary>
    public const int Giant = 1 << 30;

    /// <summary>A line: the unit in which contents of frames come to be.</summary>
    public const int Line = 64;

    /// <summary>Order of a huge page: two to this power are its frames.</summary>
    public const int HugeOrder = 9;

    /// <summary>The largest order that can be allocated.</summary>
    public const int MaxOrder = 10;
}
