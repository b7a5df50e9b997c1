using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>A release by the expression by which the lock was taken, which may name another lock by then.</summary>
/// <param name="Held">The lock and where it was taken.</param>
/// <param name="Site">The release.</param>
/// <param name="MovedAt">Where something on the way to the lock got another value; null if it is a variable of the body.</param>
internal sealed record MovedRelease(HeldLock Held, Site Site, Site? MovedAt);
