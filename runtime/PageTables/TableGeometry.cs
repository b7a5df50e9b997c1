using System.Runtime.CompilerServices;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>How addresses go with levels of tables: level 0 is that of PTEs, and each level has 9 bits more.</summary>
/// <remarks>Source: <c>include/linux/pgtable.h</c> (v6.19); the level of P4Ds is there or not, and no level is folded.</remarks>
internal static class TableGeometry
{
    /// <summary>Level of PTE tables.</summary>
    public const int Pte = 0;

    /// <summary>Level of PMD tables.</summary>
    public const int Pmd = 1;

    /// <summary>Level of PUD tables.</summary>
    public const int Pud = 2;

    /// <summary>Entries of a table.</summary>
    public const int Entries = 1 << IndexBits;

    private const int IndexBits = 9;

    /// <summary>Two to this power are the bytes that an entry of a level spans.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShiftOf(int level) => PageSize.Shift + (IndexBits * level);

    /// <summary>The bytes that an entry of a level spans.</summary>
    public static ulong SpanOf(int level) => 1UL << ShiftOf(level);

    /// <summary>Which entry of a table of a level an address belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(ulong address, int level) => (int)(address >> ShiftOf(level)) & (Entries - 1);

    /// <summary>The first address that the same entry of a level spans.</summary>
    public static ulong StartOf(ulong address, int level) => address & ~(SpanOf(level) - 1);

    /// <summary>The first address behind what the same entry of a level spans.</summary>
    public static ulong EndOf(ulong address, int level) => StartOf(address, level) + SpanOf(level);

    /// <summary>The first address that no entry of a tree spans in the half that is the user's.</summary>
    public static ulong LimitOf(int levels) => (1UL << (ShiftOf(levels) - 1)) - PageSize.Base;

    /// <summary>What a table of a level is called.</summary>
    public static string NameOf(int level, int levels) => level == levels - 1 ? "PGD" : level switch
    {
        Pte => "PTE",
        Pmd => "PMD",
        Pud => "PUD",
        _ => "P4D",
    };
}
