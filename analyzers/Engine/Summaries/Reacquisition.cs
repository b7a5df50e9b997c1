using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>A lock acquired again, on the same instance, by code that holds it and may not.</summary>
/// <param name="Held">The lock and where it was taken first.</param>
/// <param name="Mode">How it is acquired the second time.</param>
/// <param name="Site">Where this body acquires it again or makes the call that does.</param>
/// <param name="Trace">The way to the second acquisition, itself last.</param>
internal sealed record Reacquisition(HeldLock Held, LockMode Mode, Site Site, ImmutableArray<Site> Trace)
{
    /// <summary>Whether a reader asks to become more than that.</summary>
    public bool IsUpgrade => Held.Mode == LockMode.Shared && Mode != LockMode.Shared;
}
