namespace MmRuntime.AddressSpaces;

/// <summary>One range of pages in the tree of VMAs, and what is there.</summary>
/// <param name="Start">Its first page.</param>
/// <param name="End">The page behind its last one.</param>
/// <param name="Slot">Number of the VMA; 0 for none.</param>
internal readonly record struct VmaEntry(long Start, long End, uint Slot);
