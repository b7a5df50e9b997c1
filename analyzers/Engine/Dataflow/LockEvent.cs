using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>Something that happens inside a member, for those who call it with locks held: a blocking acquisition, with the way to it.</summary>
/// <param name="Lock">What is acquired, relative to the member.</param>
/// <param name="Mode">How.</param>
/// <param name="Trace">Call sites from the member to the acquisition, which is last.</param>
internal sealed record LockEvent(LockRef Lock, LockMode Mode, ImmutableArray<Site> Trace)
{
    // No lock at all: equal to nothing that code can name.
    private static readonly LockClass Delegate = new("D:", "delegate", PrimitiveKind.Monitor) { IsAssumed = true };

    /// <summary>The running of a delegate that the member was given: what that does, only who gave it knows.</summary>
    /// <param name="given">The parameter or captured variable.</param>
    /// <param name="site">Where it is run.</param>
    public static LockEvent Run(AccessPath given, Site site) => new(new(Delegate, given), LockMode.Exclusive, ImmutableArray.Create(site));

    /// <summary>Whether a given delegate is run, instead of a lock taken.</summary>
    public bool IsRun => Lock.Class.Equals(Delegate);

    /// <summary>Whether it happens while a caller waits for the task that this body returns: then nothing of what the body holds at the call is held any more.</summary>
    public bool IsHandedOn { get; init; }

    /// <summary>Whether it may happen only after the member has returned the task that it goes on in: who does not wait for the task goes on without it.</summary>
    public bool IsLater { get; init; }

    /// <summary>Locks of callees that run a delegate of this body under them: nobody else knows both, so the order between them and <see cref="Lock"/> is found here.</summary>
    public ImmutableArray<HeldLock> Under { get; init; } = ImmutableArray<HeldLock>.Empty;

    /// <summary>Locks surely held inside the member when it happens, on every way to it.</summary>
    public ImmutableArray<HeldLock> Within { get; init; } = ImmutableArray<HeldLock>.Empty;

    /// <summary>Locks of the caller that the member has surely given back by then.</summary>
    public ImmutableArray<LockRef> Dropped { get; init; } = ImmutableArray<LockRef>.Empty;

    /// <summary>Boolean parameters that must have a value for it to happen, by ordinal.</summary>
    public ImmutableSortedDictionary<int, bool> Requires { get; init; } = ImmutableSortedDictionary<int, bool>.Empty;

    /// <summary>What must hold in the body that calls for it to happen: conditions by their keys.</summary>
    public ImmutableArray<KeyValuePair<string, bool>> Needs { get; init; } = ImmutableArray<KeyValuePair<string, bool>>.Empty;

    /// <summary>What makes two events one.</summary>
    public string Key => IsRun ? $"{Lock}:{string.Join(",", Within.Select(held => held.Lock))}" : $"{Lock}/{(int)Mode}";

    /// <summary>Canonical text of what callers depend on; the way to it is for people.</summary>
    public string Text => string.Join("|", Key, string.Join(",", Within.Select(held => held.Lock)), string.Join(",", Dropped), string.Join(",", Requires), IsLater ? "later" : string.Empty);

    /// <summary>The same in other terms.</summary>
    public LockEvent Select(Func<LockRef, LockRef> translate) => this with
    {
        Lock = translate(Lock),
        Within = Within.Select(held => held with { Lock = translate(held.Lock) }).ToImmutableArray(),
        Dropped = Dropped.Select(translate).ToImmutableArray(),
    };
}
