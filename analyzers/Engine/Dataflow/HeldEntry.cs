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

    /// <summary>Canonical text of all that counts for equality.</summary>
    public string Key => $"{Lock}/{(int)Mode}x{Count}{(IsUnknown ? "?" : string.Empty)}{(IsCallers ? "^" : string.Empty)}";

    /// <summary>The same without the count.</summary>
    public string KeyWithoutCount => $"{Lock}/{(int)Mode}{(IsUnknown ? "?" : string.Empty)}";

    /// <summary>As the layers above see it.</summary>
    public HeldLock ToHeldLock() => new(Lock, Mode, AcquiredAt);
}
