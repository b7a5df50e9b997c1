using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>A release of a lock that this path has released already and not taken again.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Site">The second release.</param>
/// <param name="ReleasedAt">The first release.</param>
/// <param name="AcquiredAt">The acquisition that both would end.</param>
internal sealed record UnheldRelease(LockRef Lock, Site Site, Site ReleasedAt, Site AcquiredAt);
