namespace MmRuntime.Physical;

/// <summary>What was free in a zone at one time.</summary>
/// <param name="Kind">Which zone.</param>
/// <param name="FreeFrames">Frames in its free blocks.</param>
/// <param name="FreeBlocks">How many free blocks there were, by order.</param>
public sealed record ZoneSnapshot(ZoneKind Kind, long FreeFrames, IReadOnlyList<long> FreeBlocks)
{
    /// <summary>By how much more is free here than there was at an earlier time.</summary>
    internal ZoneSnapshot Difference(ZoneSnapshot earlier) =>
        new(Kind, FreeFrames - earlier.FreeFrames, [.. FreeBlocks.Zip(earlier.FreeBlocks, (now, then) => now - then)]);
}
