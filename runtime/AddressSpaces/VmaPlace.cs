namespace MmRuntime.AddressSpaces;

/// <summary>Where a reader found a leaf, and when.</summary>
/// <param name="Version">What the tree's version was before.</param>
/// <param name="Lower">Nothing in the leaf begins before this page.</param>
/// <param name="Upper">Nothing in it ends behind this one.</param>
/// <param name="State">The leaf's state, in checked mode.</param>
internal readonly record struct VmaPlace(long Version, long Lower, long Upper, long State);
