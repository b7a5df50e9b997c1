using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>What the engine proved of one body; rules are queries over it.</summary>
internal sealed record MethodResult
{
    /// <summary>Documentation id of the member, with an ordinal behind it for lambdas and local functions.</summary>
    public required string BodyId { get; init; }

    /// <summary>What messages call the member, e.g. <c>Account.Transfer</c>.</summary>
    public required string Member { get; init; }

    /// <summary>"Takes B while holding A", in order of their sites.</summary>
    public ImmutableArray<LockEdge> Edges { get; init; } = ImmutableArray<LockEdge>.Empty;

    /// <summary>Two locks of one class held together, those known by a type only among them, in order of their sites.</summary>
    public ImmutableArray<LockEdge> Pairs { get; init; } = ImmutableArray<LockEdge>.Empty;

    /// <summary>Second acquisitions that hang or throw.</summary>
    public ImmutableArray<Reacquisition> Reacquisitions { get; init; } = ImmutableArray<Reacquisition>.Empty;

    /// <summary>Locks left held at some exits.</summary>
    public ImmutableArray<Leak> Leaks { get; init; } = ImmutableArray<Leak>.Empty;

    /// <summary>Releases of what is no longer held.</summary>
    public ImmutableArray<UnheldRelease> UnheldReleases { get; init; } = ImmutableArray<UnheldRelease>.Empty;

    /// <summary>Releases by an expression that may name another lock than before.</summary>
    public ImmutableArray<MovedRelease> MovedReleases { get; init; } = ImmutableArray<MovedRelease>.Empty;

    /// <summary>Locks that stay held if something throws.</summary>
    public ImmutableArray<BareSection> BareSections { get; init; } = ImmutableArray<BareSection>.Empty;

    /// <summary>Locks that an iterator holds while it hands out elements.</summary>
    public ImmutableArray<HeldAcrossYield> HeldAcrossYields { get; init; } = ImmutableArray<HeldAcrossYield>.Empty;

    /// <summary>Attempts to take a lock after which it does not matter whether they succeeded.</summary>
    public ImmutableArray<UncheckedTry> UncheckedTries { get; init; } = ImmutableArray<UncheckedTry>.Empty;

    /// <summary>Annotations of this member that its body contradicts.</summary>
    public ImmutableArray<ContractBreach> ContractBreaches { get; init; } = ImmutableArray<ContractBreach>.Empty;

    /// <summary>Set when a cap was met: where, and which.</summary>
    public ImmutableArray<(Site Site, string Budget)> BudgetsExceeded { get; init; } = ImmutableArray<(Site Site, string Budget)>.Empty;
}
