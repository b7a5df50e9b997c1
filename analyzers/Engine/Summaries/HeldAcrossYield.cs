using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>A lock that an iterator holds while it hands out elements.</summary>
/// <param name="Held">The lock and where it was taken.</param>
/// <param name="Yields">Where elements are handed out meanwhile, in source order.</param>
internal sealed record HeldAcrossYield(HeldLock Held, ImmutableArray<Site> Yields);
