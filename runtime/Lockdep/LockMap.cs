using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>What the validator knows a lock by: its class, the role it is taken in, and which lock of the class it is.</summary>
/// <remarks>
/// One word: <c>63..43</c> class, <c>42..40</c> subclass (0 in the lock itself), <c>35..0</c> number of the lock, from 1; what is between is for <see cref="HeldLock.Grip"/>. The upper part is the node of the
/// dependency graph. Zero is no lock, which is what locks carry while the seam is off.
/// </remarks>
internal readonly record struct LockMap(ulong Bits)
{
    /// <summary>Where the node begins.</summary>
    public const int NodeShift = 40;

    /// <summary>The bits of class and subclass.</summary>
    public const ulong NodeMask = ~0UL << NodeShift;

    /// <summary>The bits of the subclass.</summary>
    public const ulong SubclassMask = (LockClass.MaxSubclasses - 1UL) << NodeShift;

    /// <summary>The bits below the node.</summary>
    public const ulong BelowNode = ~NodeMask;

    /// <summary>The bits of the lock's number: 68 thousand million locks of a class.</summary>
    public const ulong NumberMask = (1UL << 36) - 1;

    /// <summary>The map of a lock.</summary>
    /// <param name="classNumber">Number of its class.</param>
    /// <param name="instance">Which lock of the class it is.</param>
    public LockMap(int classNumber, long instance)
        : this(((ulong)classNumber << (NodeShift + 3)) | ((ulong)instance & NumberMask))
    {
    }

    /// <summary>Its class.</summary>
    public LockClass Class => LockClassTable.At((int)(Bits >> (NodeShift + 3)));

    /// <summary>Node of the dependency graph: class and subclass.</summary>
    public int Node => (int)(Bits >> NodeShift);

    /// <summary>The role.</summary>
    public int Subclass => Node & (LockClass.MaxSubclasses - 1);

    /// <summary>Which lock of the class it is.</summary>
    public long Instance => (long)(Bits & NumberMask);

    /// <summary>Its key among the locks of its class; null if it was given none.</summary>
    public long? Key => Class.Keys?.Find(Instance);

    /// <summary>The lock without its role.</summary>
    public LockMap Lock => new(Bits & ~SubclassMask);

    /// <summary>The lock in a role.</summary>
    public LockMap As(int subclass) => new(Bits | ((ulong)(subclass & (LockClass.MaxSubclasses - 1)) << NodeShift));

    /// <summary>A new lock of a class given by name, or else by the place that makes it.</summary>
    public static LockMap Create(string? name, LockKind kind, string file, int line, string member) =>
        (name is null ? LockClassTable.AtSite(file, line, member, kind) : LockClassTable.Named(name, kind)).NewLock();

    /// <inheritdoc/>
    public override string ToString() => NameOf(Node);

    /// <summary>What reports call a node: the class, and the role if it is not the first.</summary>
    public static string NameOf(int node)
    {
        var lockClass = LockClassTable.At(node / LockClass.MaxSubclasses);
        var subclass = node % LockClass.MaxSubclasses;
        return subclass == 0 ? lockClass.Name : $"{lockClass.Name}/{subclass}";
    }
}
