using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>An attempt to take a lock, after which the body goes on as if it had succeeded.</summary>
/// <param name="Lock">The lock; null if only its declaration says that the result must be looked at.</param>
/// <param name="Site">The attempt.</param>
/// <param name="IsIgnored">Whether nothing looks at the outcome; otherwise a way on which it failed leads on.</param>
/// <param name="ReleasedAt">Where the lock is given back that may not have been taken; null if nowhere in the body.</param>
internal sealed record UncheckedTry(LockRef? Lock, Site Site, bool IsIgnored, Site? ReleasedAt);
