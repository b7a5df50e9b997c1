using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>A lock held at some exits of a body that releases it at others.</summary>
/// <param name="Held">The lock and where it was taken.</param>
/// <param name="Exits">The exits that leave with it held, in source order.</param>
internal sealed record Leak(HeldLock Held, ImmutableArray<Site> Exits);
