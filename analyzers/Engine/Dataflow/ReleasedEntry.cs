using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>A lock that this path took and gave back, explicitly.</summary>
/// <param name="Lock">Which.</param>
/// <param name="Mode">How it was held.</param>
/// <param name="AcquiredAt">Where it was taken.</param>
/// <param name="ReleasedAt">Where it was given back.</param>
/// <param name="IsCertain">Whether no branch on an unknown condition lies between here and the release.</param>
internal sealed record ReleasedEntry(LockRef Lock, LockMode Mode, Site AcquiredAt, Site ReleasedAt, bool IsCertain)
{
    /// <summary>Canonical text of all that counts for equality.</summary>
    public string Key => $"{Lock}/{(int)Mode}{(IsCertain ? "!" : string.Empty)}";
}
