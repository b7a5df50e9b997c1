using System.Globalization;
using MmRuntime.Physical;

namespace MmRuntime.PageTables;

/// <summary>Addresses from a first one to the one behind the last.</summary>
/// <param name="Start">The first address.</param>
/// <param name="End">The first address behind it.</param>
public readonly record struct AddressRange(ulong Start, ulong End)
{
    /// <summary>Whether there is no address in it.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>How many bytes.</summary>
    public ulong Bytes => End - Start;

    /// <summary>How many base pages, if both ends are multiples of one.</summary>
    public long Pages => (long)((End - Start) >> PageSize.Shift);

    /// <summary>Whether an address is in it.</summary>
    /// <param name="address">The address.</param>
    public bool Contains(ulong address) => address >= Start && address < End;

    /// <summary>Whether a range is all in it.</summary>
    /// <param name="other">The range.</param>
    public bool Contains(AddressRange other) => Start <= other.Start && other.End <= End;

    /// <summary>Whether the two have an address in common.</summary>
    /// <param name="other">The other range.</param>
    public bool Overlaps(AddressRange other) => Math.Max(Start, other.Start) < Math.Min(End, other.End);

    /// <summary>What the two have in common; empty if that is nothing.</summary>
    /// <param name="other">The other range.</param>
    public AddressRange Intersect(AddressRange other)
    {
        var start = Math.Max(Start, other.Start);
        return new(start, Math.Max(start, Math.Min(End, other.End)));
    }

    /// <summary>Where the PTE table of an address ends, or the range if that is first.</summary>
    /// <param name="at">The address.</param>
    public ulong EndOfTable(ulong at) => Math.Min(End, TableGeometry.EndOf(at, TableGeometry.Pmd));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Start:x}-0x{End:x}");
}
