using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>A lock that this path took and gave back, explicitly; or that it tried to take and did not get.</summary>
/// <param name="Lock">Which.</param>
/// <param name="Mode">How it was held.</param>
/// <param name="AcquiredAt">Where it was taken.</param>
/// <param name="ReleasedAt">Where it was given back.</param>
/// <param name="IsCertain">Whether no branch on an unknown condition lies between here and the release.</param>
internal sealed record ReleasedEntry(LockRef Lock, LockMode Mode, Site AcquiredAt, Site ReleasedAt, bool IsCertain)
{
    /// <summary>Whether the path never had it: the attempt at <see cref="AcquiredAt"/> failed, and all that the body does with the outcome is seen.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Whether that outcome was thrown away, and can be asked of nothing but the lock itself.</summary>
    public bool IsBlind { get; init; }

    /// <summary>Canonical text of all that counts for equality.</summary>
    public string Key => $"{Lock}/{(int)Mode}{(IsCertain ? "!" : string.Empty)}{(IsFailure ? IsBlind ? "--" : "-" : string.Empty)}";
}
