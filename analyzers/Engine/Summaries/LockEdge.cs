using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// One proven "takes B while holding A": a body holds <see cref="From"/> and acquires <see cref="To"/>, itself or through calls.
/// All paths are relative to the holding body.
/// </summary>
internal sealed record LockEdge
{
    /// <summary>The lock held.</summary>
    public required HeldLock From { get; init; }

    /// <summary>The lock acquired, blocking: try-acquires make no edge into their lock.</summary>
    public required LockRef To { get; init; }

    /// <summary>How <see cref="To"/> is acquired.</summary>
    public required LockMode ToMode { get; init; }

    /// <summary>Where the holding body acquires <see cref="To"/> or makes the call that does.</summary>
    public required Site Site { get; init; }

    /// <summary>
    /// The way from <see cref="Site"/> to the acquisition: call sites in order, the acquisition last. One entry, equal to <see cref="Site"/>, if direct.
    /// </summary>
    public required ImmutableArray<Site> Trace { get; init; }

    /// <summary>Everything surely held besides <see cref="From"/> when <see cref="To"/> is acquired: candidates for a gate.</summary>
    public required ImmutableArray<HeldLock> Gates { get; init; }

    /// <summary>Documentation id of the holding member (with an ordinal behind it for lambdas and local functions): equal bodies, equal id.</summary>
    public required string BodyId { get; init; }

    /// <summary>Whether the body lies in generated code, in which nothing is reported.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>Whether two threads can be in this body at once, or in it and another body: false for a test method and the like.</summary>
    public bool IsConcurrent { get; init; } = true;

    /// <summary>Whether the body takes two instances of one class in the order of a key that it compares.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether the call from <see cref="Site"/> is the acquisition itself.</summary>
    public bool IsDirect => Trace.Length <= 1;
}
