namespace MmRuntime.PageTables;

/// <summary>Positions in a PTE table.</summary>
public static class PteIndex
{
    /// <summary>Entries of a table.</summary>
    public const int Count = TableGeometry.Entries;

    /// <summary>Which entry of its PTE table an address belongs to.</summary>
    /// <param name="address">The address.</param>
    public static int Of(ulong address) => TableGeometry.IndexOf(address, TableGeometry.Pte);
}
