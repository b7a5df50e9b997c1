namespace MmAnalyzers.Engine.Locks;

/// <summary>
/// The class of a lock in lockdep's sense: all instances that come from one declaration. Holds no symbol, so that it may cross compilations.
/// </summary>
/// <param name="Id">Documentation id of the declaring field, property or type (<c>F:Bank.Account._gate</c>), or <c>L:name</c> for a name given by <c>[LockClass]</c>.</param>
/// <param name="Name">What messages call it, e.g. <c>Account._gate</c>.</param>
/// <param name="Kind">The primitive behind it.</param>
internal sealed record LockClass(string Id, string Name, PrimitiveKind Kind) : IComparable<LockClass>
{
    /// <summary>Id prefix of locks known by the static type of an expression only: equal types are not equal locks.</summary>
    public const string WeakPrefix = "?:";

    /// <summary>Whether a second release is an error for sure: not for a semaphore whose maximum is unknown.</summary>
    public bool CountsReleases { get; init; } = true;

    /// <summary>Whether it is only taken for a lock: a semaphore that the code was handed may as well be a signal. Known where it was made.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>What an annotation says of re-entry, over what the primitive would do; null if nothing.</summary>
    public Reentry? DeclaredReentry { get; init; }

    /// <summary>What happens when the holder in mode <paramref name="held"/> acquires in mode <paramref name="wanted"/>.</summary>
    public Reentry Again(LockMode held, LockMode wanted) => DeclaredReentry ?? PrimitiveTraits.Of(Kind).Again(held, wanted);

    /// <summary>Whether the class is a guess; such a lock takes part in no order.</summary>
    public bool IsWeak => IsAssumed || IsWeakId(Id);

    /// <summary>Whether an id names a type only, or nothing.</summary>
    public static bool IsWeakId(string id) => id.Length == 0 || id.StartsWith(WeakPrefix, StringComparison.Ordinal);

    /// <summary>The id of what it is a guess for, or the class's own.</summary>
    public string DeclaredId => Id.StartsWith(WeakPrefix, StringComparison.Ordinal) ? Id[WeakPrefix.Length..] : Id;

    public int CompareTo(LockClass? other) => string.CompareOrdinal(Id, other?.Id);

    // The name is for people; identity is the id.
    public bool Equals(LockClass? other) => other is not null && string.Equals(Id, other.Id, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    public override string ToString() => Name;
}
