namespace MmRuntime.Lockdep;

/// <summary>What a validator has seen, in numbers.</summary>
public sealed record LockdepStatistics
{
    /// <summary>Acquisitions validated.</summary>
    public long Acquisitions { get; init; }

    /// <summary>Of these, how many had to be examined because their chain was not known.</summary>
    public long Examined { get; init; }

    /// <summary>Chains known to be in order, or reported.</summary>
    public int Chains { get; init; }

    /// <summary>Lock classes, and roles of them, seen in a chain.</summary>
    public int Classes { get; init; }

    /// <summary>Observed "this was taken under that".</summary>
    public int Edges { get; init; }

    /// <summary>Declared orders that nobody has followed yet.</summary>
    public int DeclaredEdges { get; init; }

    /// <summary>Distinct problems.</summary>
    public int Reports { get; init; }

    /// <summary>Different chains with one key; only counted in checked mode.</summary>
    public long KeyCollisions { get; init; }
}
