using System.Globalization;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>An entry that maps no frame but holds something: its kind, and what the kind goes with.</summary>
/// <remarks>
/// <code>
/// 63..59  58..9                             8..4  3               2        1           0
/// kind    swap slot, frame, or marker bits  0     anon-exclusive  uffd-wp  soft-dirty  0
/// </code>
/// Bits 3 to 1 go with <see cref="SoftleafKind.Swap"/> and the kinds of migration. Kinds above those known are unknown entries, which are errors and not data.
/// Source: <c>__swp_entry</c> (<c>arch/x86/include/asm/pgtable_64.h</c>, v6.19), where the offset is inverted against a fault of the hardware, and of which this keeps the fields.
/// </remarks>
/// <param name="Entry">The entry.</param>
public readonly record struct Softleaf(Pte Entry)
{
    private const int KindShift = 59;
    private const int OffsetShift = 9;
    private const ulong OffsetMask = (1UL << (KindShift - OffsetShift)) - 1;
    private const ulong Exclusive = 1 << 3;
    private const ulong UffdWp = 1 << 2;
    private const ulong SoftDirty = 1 << 1;

    /// <summary>The largest swap slot.</summary>
    public const ulong MaxOffset = OffsetMask;

    /// <summary>What it holds; a number that is no member if nobody knows.</summary>
    public SoftleafKind Kind => (SoftleafKind)(Entry.Bits >> KindShift);

    /// <summary>Whether its kind is known.</summary>
    public bool IsKnown => Kind is > SoftleafKind.None and <= SoftleafKind.Marker && !Entry.IsMapping;

    /// <summary>The swap slot, the number of the frame, or the marker's bits.</summary>
    public ulong Offset => (Entry.Bits >> OffsetShift) & OffsetMask;

    /// <summary>The frame, if its kind is about one.</summary>
    public Pfn Frame => new((uint)Offset);

    /// <summary>The marker.</summary>
    public MarkerKind Marker => Kind == SoftleafKind.Marker ? (MarkerKind)Offset : MarkerKind.None;

    /// <summary>Whether a page moves that was here.</summary>
    public bool IsMigration => Kind is SoftleafKind.MigrationRead or SoftleafKind.MigrationReadExclusive or SoftleafKind.MigrationWrite;

    /// <summary>Whether the page that was swapped out belonged to this process alone.</summary>
    public bool IsExclusive => (Entry.Bits & Exclusive) != 0;

    /// <summary>Whether somebody in user space wants to be asked before the first store.</summary>
    public bool IsUffdWp => (Entry.Bits & UffdWp) != 0;

    /// <summary>Whether it was stored through since somebody asked to be told.</summary>
    public bool IsSoftDirty => (Entry.Bits & SoftDirty) != 0;

    /// <summary>An entry.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="offset">Swap slot, frame or marker bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind, or the offset is too large.</exception>
    public static Softleaf Of(SoftleafKind kind, ulong offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((int)kind, (int)SoftleafKind.Swap, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)kind, (int)SoftleafKind.Marker, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, MaxOffset);
        return new(new Pte(((ulong)kind << KindShift) | (offset << OffsetShift)));
    }

    /// <summary>A marker.</summary>
    /// <param name="marker">What it remembers, not nothing.</param>
    public static Softleaf OfMarker(MarkerKind marker) => Of(SoftleafKind.Marker, (ulong)marker);

    /// <summary>The entry with what goes along with the page.</summary>
    /// <param name="isExclusive">See <see cref="IsExclusive"/>.</param>
    /// <param name="isUffdWp">See <see cref="IsUffdWp"/>.</param>
    /// <param name="isSoftDirty">See <see cref="IsSoftDirty"/>.</param>
    public Softleaf With(bool isExclusive = false, bool isUffdWp = false, bool isSoftDirty = false) =>
        new(new Pte(Entry.Bits | (isExclusive ? Exclusive : 0) | (isUffdWp ? UffdWp : 0) | (isSoftDirty ? SoftDirty : 0)));

    /// <inheritdoc/>
    public override string ToString() => IsKnown
        ? string.Create(CultureInfo.InvariantCulture, $"{Kind} 0x{Offset:x}")
        : string.Create(CultureInfo.InvariantCulture, $"unknown 0x{Entry.Bits:x}");
}
