using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>Something that happens inside a member, for those who call it with locks held: a blocking acquisition, with the way to it.</summary>
/// <param name="Lock">What is acquired, relative to the member.</param>
/// <param name="Mode">How.</param>
/// <param name="Trace">Call sites from the member to the acquisition, which is last.</param>
internal sealed record LockEvent(LockRef Lock, LockMode Mode, ImmutableArray<Site> Trace)
{
    /// <summary>Locks surely held inside the member when it happens, on every way to it.</summary>
    public ImmutableArray<HeldLock> Within { get; init; } = ImmutableArray<HeldLock>.Empty;

    /// <summary>Locks of the caller that the member has surely given back by then.</summary>
    public ImmutableArray<LockRef> Dropped { get; init; } = ImmutableArray<LockRef>.Empty;

    /// <summary>Boolean parameters that must have a value for it to happen, by ordinal.</summary>
    public ImmutableSortedDictionary<int, bool> Requires { get; init; } = ImmutableSortedDictionary<int, bool>.Empty;

    /// <summary>What makes two events one.</summary>
    public string Key => $"{Lock}/{(int)Mode}";

    /// <summary>Canonical text of what callers depend on; the way to it is for people.</summary>
    public string Text => string.Join("|", Key, string.Join(",", Within.Select(held => held.Lock)), string.Join(",", Dropped), string.Join(",", Requires));
}
