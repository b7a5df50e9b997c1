using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>An entry of a page table, of whatever level: a value, read from a table in one step.</summary>
/// <remarks>
/// <code>
///             63  62..52  51..12          11          10       9        8         7     6      5         4..3  2     1         0
/// none         0  0       0               0           0        0        0         0     0      0         0     0     0         0
/// table        0  0       frame below     0           0        0        0         0     0      1         0     1     1         1
/// leaf         NX 0       frame           soft-dirty  uffd-wp  special  -         huge  dirty  accessed  0     user  writable  1
/// PROT_NONE    NX 0       frame           soft-dirty  uffd-wp  special  1         huge  dirty  accessed  0     user  writable  0
/// softleaf     see <see cref="Softleaf"/>                               0         0     ...                                    0
/// </code>
/// Source: <c>arch/x86/include/asm/pgtable_types.h</c>, <c>arch/x86/include/asm/pgtable.h</c> (v6.19).
/// </remarks>
/// <param name="Bits">The 64 bits.</param>
public readonly record struct Pte(ulong Bits)
{
    /// <summary>What a table entry carries: everything is allowed, so that the leaf alone decides.</summary>
    private const PteFlags OfTable = PteFlags.Present | PteFlags.Writable | PteFlags.User | PteFlags.Accessed;

    private const int FrameShift = 12;
    private const ulong FrameMask = ((1UL << 52) - 1) & ~((1UL << FrameShift) - 1);

    /// <summary>An entry that maps nothing.</summary>
    public static Pte None => default;

    /// <summary>Whether it maps nothing and holds nothing.</summary>
    public bool IsNone => Bits == 0;

    /// <summary>Whether the processor translates by it.</summary>
    public bool IsPresent => Has(PteFlags.Present);

    /// <summary>Whether a frame is behind it, be it present or <see cref="PteFlags.ProtNone"/>.</summary>
    public bool IsMapping => (Bits & (ulong)(PteFlags.Present | PteFlags.ProtNone)) != 0;

    /// <summary>Whether it holds something that is no frame: swapped out, about to move, a marker.</summary>
    public bool IsSoftleaf => !IsMapping && Bits != 0;

    /// <summary>Of an entry above the lowest level: whether it points to a table.</summary>
    public bool IsTable => (Bits & (ulong)(PteFlags.Present | PteFlags.Huge)) == (ulong)PteFlags.Present;

    /// <summary>Of an entry above the lowest level: whether it maps memory itself.</summary>
    public bool IsHuge => IsMapping && Has(PteFlags.Huge);

    /// <summary>Whether stores are allowed.</summary>
    public bool IsWritable => Has(PteFlags.Writable);

    /// <summary>Whether it was stored through.</summary>
    public bool IsDirty => Has(PteFlags.Dirty);

    /// <summary>Whether it was used.</summary>
    public bool IsAccessed => Has(PteFlags.Accessed);

    /// <summary>The frame mapped, or the table pointed to.</summary>
    public Pfn Frame => new((uint)((Bits & FrameMask) >> FrameShift));

    /// <summary>Its bits but for the frame.</summary>
    public PteFlags Flags => (PteFlags)(Bits & ~FrameMask);

    /// <summary>Whether the number in it can be a frame at all: 40 bits fit in, frames have 32.</summary>
    internal bool HasWideFrame => (Bits & FrameMask) >> (FrameShift + 32) != 0;

    /// <summary>An entry that maps a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="flags">The other bits.</param>
    public static Pte Leaf(Pfn frame, PteFlags flags) => new(((ulong)frame.Value << FrameShift) | (ulong)flags);

    /// <summary>An entry that points to a table.</summary>
    /// <param name="table">The table's frame.</param>
    public static Pte Table(Pfn table) => Leaf(table, OfTable);

    /// <summary>Whether it has all of these bits.</summary>
    /// <param name="flags">The bits.</param>
    public bool Has(PteFlags flags) => (Bits & (ulong)flags) == (ulong)flags;

    /// <summary>The entry with more bits.</summary>
    /// <param name="flags">The bits.</param>
    public Pte With(PteFlags flags) => new(Bits | (ulong)flags);

    /// <summary>The entry with fewer bits.</summary>
    /// <param name="flags">The bits that go.</param>
    public Pte Without(PteFlags flags) => new(Bits & ~(ulong)flags);

    /// <summary>Whether translations by an old entry may outlive what a new one allows: then processors that cached them have to be told.</summary>
    /// <param name="was">The old entry.</param>
    /// <param name="now">What stands in its place.</param>
    /// <remarks>
    /// Only widening is no reason: a processor that has the old one cached faults at worst once more. Nor is a use forgotten: that it is used again is seen later, and that is all.
    /// Its kernel counterpart is <c>pte_needs_flush</c> (<c>arch/x86/include/asm/tlbflush.h</c>, v6.19).
    /// </remarks>
    public static bool NeedsFlush(Pte was, Pte now)
    {
        if (!was.IsPresent)
        {
            return false;
        }

        const PteFlags Grants = PteFlags.Writable | PteFlags.User | PteFlags.Dirty;
        var lost = was.Flags & ~now.Flags & Grants;
        var gained = now.Flags & ~was.Flags & PteFlags.NoExecute;
        return !now.IsPresent || was.Frame != now.Frame || ((was.Bits ^ now.Bits) & (ulong)PteFlags.Huge) != 0 || lost != 0 || gained != 0;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsNone ? "none" : IsMapping ? $"{Frame} {Flags}" : new Softleaf(this).ToString();
}
