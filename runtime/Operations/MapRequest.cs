using MmRuntime.AddressSpaces;

namespace MmRuntime.Operations;

/// <summary>What is to be mapped.</summary>
/// <param name="Length">How long it is, in bytes; rounded up to pages.</param>
/// <param name="Access">Which access is allowed: of <see cref="VmaFlags.Read"/>, <see cref="VmaFlags.Write"/>, <see cref="VmaFlags.Execute"/>.</param>
/// <param name="Flags">How.</param>
/// <param name="Hint">Where, if there is room; just there, with <see cref="MapFlags.Fixed"/> or <see cref="MapFlags.FixedNoReplace"/>.</param>
public readonly record struct MapRequest(ulong Length, VmaFlags Access, MapFlags Flags = MapFlags.None, ulong Hint = 0)
{
    /// <summary>Whether it is to be just at the hint.</summary>
    public bool IsFixed => (Flags & (MapFlags.Fixed | MapFlags.FixedNoReplace)) != 0;
}
