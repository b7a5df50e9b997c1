using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>A lock in a path state.</summary>
/// <param name="Lock">Which.</param>
/// <param name="Mode">How.</param>
/// <param name="AcquiredAt">Where it was taken first; no part of equality, so that ways which differ only in this merge.</param>
internal sealed record HeldEntry(LockRef Lock, LockMode Mode, Site AcquiredAt)
{
    /// <summary>Beyond this, counts are no longer told apart.</summary>
    public const int MaxCount = 3;

    /// <summary>How many times it is held, saturating.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether it may as well not be held: rules that need certainty are silent on it.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether the caller took it, as the contract says, and not this body.</summary>
    public bool IsCallers { get; init; }

    /// <summary>The text in which it is held, where the graph does not say when that ends.</summary>
    public TextSpan? Scope { get; init; }

    /// <summary>The acquisition or call that took it.</summary>
    public IOperation? TakenBy { get; init; }

    /// <summary>What leads to the lock and was re-assigned since, so that the same expression may name another lock now.</summary>
    public Reassignment? Moved { get; init; }

    /// <summary>Canonical text of all that counts for equality.</summary>
    public string Key => $"{Lock}/{(int)Mode}x{Count}{(IsUnknown ? "?" : string.Empty)}{(IsCallers ? "^" : string.Empty)}{(Moved is null ? string.Empty : "'")}";

    /// <summary>Whether all that counts for equality is equal.</summary>
    public bool HasKeyOf(HeldEntry other) =>
        Mode == other.Mode && Count == other.Count && IsUnknown == other.IsUnknown && IsCallers == other.IsCallers && (Moved is null) == (other.Moved is null) && Lock.Equals(other.Lock);

    /// <summary>The same without the count.</summary>
    public string KeyWithoutCount => $"{Lock}/{(int)Mode}{(IsUnknown ? "?" : string.Empty)}";

    /// <summary>The same lock, of which it is no longer known how to name it: the variable it was known by holds something else.</summary>
    public HeldEntry WithoutPath(ISymbol variable) => this with
    {
        Lock = Lock with { Path = AccessPath.Unknown },
        Moved = Moved ?? new(AccessPath.Local(LockResolver.KeyOf(variable)), Lock.Path, null),
    };

    /// <summary>As the layers above see it.</summary>
    public HeldLock ToHeldLock() => new(Lock, Mode, AcquiredAt);
}
