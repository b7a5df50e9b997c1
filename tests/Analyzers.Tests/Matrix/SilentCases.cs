namespace MmAnalyzers.Tests.Matrix;

/// <summary>All silent cases.</summary>
internal static class SilentCases
{
    public static IReadOnlyList<SilentCase> All { get; } =
        [.. SilentTraps.All, .. SilentOrders.All, .. SilentReleases.All, .. SilentPairs.All, .. SilentFlows.All, .. SilentWaits.All];
}
