using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>A lock that may be held at a place or may not.</summary>
/// <param name="Lock">Which.</param>
/// <param name="Mode">How.</param>
/// <param name="Site">What makes it uncertain.</param>
internal sealed record UncertainLock(LockRef Lock, LockMode Mode, Site Site)
{
    /// <summary>Whether it is given back before it is taken: if this body does not have it, it is the caller's.</summary>
    public bool IsReleasedFirst { get; init; }
}
