using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>All locks that follow the same rules of order: the unit in which the validator learns.</summary>
/// <remarks>Known to the whole process and never forgotten. Members may be called by any thread, take no lock that the validator knows, and do not sleep.</remarks>
public sealed class LockClass
{
    /// <summary>How many roles locks of one class can be taken in.</summary>
    public const int MaxSubclasses = 8;

    private long _instances;
    private LockKeys? _keys;

    internal LockClass(string name, LockKind kind, int number)
    {
        Name = name;
        Kind = kind;
        Number = number;
    }

    /// <summary>What attributes and reports call it.</summary>
    public string Name { get; }

    /// <summary>Whether waiters sleep or spin.</summary>
    public LockKind Kind { get; }

    /// <summary>Place in the declared order; 0 if none is declared.</summary>
    public int Rank { get; internal set; }

    /// <summary>Whether the holder may take the same lock again.</summary>
    public bool IsReentrant { get; internal set; }

    /// <summary>Names of locks under whose exclusive hold any number of this class may be held together.</summary>
    public IReadOnlyList<string> NestsUnder { get; internal set; } = [];

    /// <summary>Name of the member that holds the keys by which locks of the class are ordered, as an attribute states it; null if none does.</summary>
    public string? OrderedBy { get; internal set; }

    /// <summary>Where it was first seen, if by that and not by name.</summary>
    public string? Origin { get; internal init; }

    /// <summary>How many locks of the class there have been.</summary>
    public long Instances => Atomics.Atomic.Read(in _instances);

    /// <summary>Place in the table.</summary>
    internal int Number { get; }

    /// <summary>The keys of its locks; null if none has one. Pairs with <see cref="GiveKey"/>: who sees the table sees it complete.</summary>
    internal LockKeys? Keys => Atomics.Atomic.Read(in _keys);

    /// <summary>Whether locks of the class may be held together in ascending order of their keys.</summary>
    internal bool IsOrdered => OrderedBy is not null || Keys is not null;

    /// <summary>The class of that name, made at the first call.</summary>
    /// <param name="name">The name, as a <see cref="LockClassAttribute"/> states it.</param>
    /// <param name="kind">Whether waiters sleep or spin.</param>
    /// <exception cref="ArgumentException">A class of that name has another kind.</exception>
    public static LockClass Named(string name, LockKind kind = LockKind.Sleep) => LockClassTable.Named(name, kind);

    /// <summary>The class that <see cref="LockClassAttribute"/> declares on a member or on its type; else the member's own.</summary>
    /// <param name="owner">The type that declares the lock.</param>
    /// <param name="member">Name of the field or property.</param>
    /// <param name="kind">Whether waiters sleep or spin, if no attribute says so.</param>
    /// <exception cref="ArgumentException">There is no such member.</exception>
    public static LockClass DeclaredOn(Type owner, string member, LockKind kind = LockKind.Sleep) => LockDeclarations.OfMember(owner, member, kind);

    /// <summary>The class that <see cref="LockClassAttribute"/> declares on a type of locks; else the type's own.</summary>
    /// <param name="lockType">The type.</param>
    /// <param name="kind">Whether waiters sleep or spin, if no attribute says so.</param>
    public static LockClass Of(Type lockType, LockKind kind = LockKind.Sleep) => LockDeclarations.OfType(lockType, kind);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Gives a lock of the class its key.</summary>
    /// <returns>Whether it had none.</returns>
    internal bool GiveKey(LockMap map, long key, object owner)
    {
        // Pairs with Keys.
        var keys = Keys ?? new LockKeys();
        keys = Atomics.Atomic.CompareExchange(ref _keys, keys, null) ?? keys;
        return keys.TryAdd(map.Instance, key, owner);
    }

    /// <summary>A further lock of the class.</summary>
    internal LockMap NewLock() => new(Number, Atomics.Atomic.Add(ref _instances, 1));
}
