using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>A lock that is given back only if nothing throws meanwhile.</summary>
/// <param name="Held">The lock and where it was taken.</param>
/// <param name="Call">The first call that may throw.</param>
/// <param name="Callee">What it calls.</param>
/// <param name="ReleasedAt">Where the lock is given back otherwise.</param>
internal sealed record BareSection(HeldLock Held, Site Call, string Callee, Site ReleasedAt);
