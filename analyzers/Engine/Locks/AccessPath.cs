using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Locks;

/// <summary>Where an access path starts.</summary>
internal enum PathRoot
{
    /// <summary>Nothing is known of the instance: equal to no other path, not even to itself across sites.</summary>
    Unknown,

    /// <summary>A static member: one instance in the process.</summary>
    Static,

    /// <summary>The receiver of the analysed member.</summary>
    This,

    /// <summary>A parameter of the analysed member, by ordinal.</summary>
    Parameter,

    /// <summary>A local (or captured) variable of the analysed member.</summary>
    Local,

    /// <summary>An object made in the analysed member and not yet visible to any other thread.</summary>
    Fresh,
}

/// <summary>
/// Which instance a lock is: a root and the chain of members that leads from it to the lock. Relative to the analysed member; calls substitute roots.
/// </summary>
/// <remarks>Holds no symbol: members are documentation ids, so that paths compare by value and may cross compilations.</remarks>
internal sealed class AccessPath : IEquatable<AccessPath>
{
    /// <summary>A path of which nothing is known.</summary>
    public static readonly AccessPath Unknown = new(PathRoot.Unknown, string.Empty, ImmutableArray<string>.Empty);

    private readonly int _hash;

    private AccessPath(PathRoot root, string rootName, ImmutableArray<string> members)
    {
        Root = root;
        RootName = rootName;
        Members = members;
        var hash = ((int)root * 397) ^ StringComparer.Ordinal.GetHashCode(rootName);
        foreach (var member in members)
        {
            hash = (hash * 31) ^ StringComparer.Ordinal.GetHashCode(member);
        }

        _hash = hash;
    }

    public PathRoot Root { get; }

    /// <summary>Ordinal of the parameter, name and place of the local, documentation id of the static's type; empty for others.</summary>
    public string RootName { get; }

    /// <summary>Documentation ids of the members from the root to the lock, outermost object first.</summary>
    public ImmutableArray<string> Members { get; }

    /// <summary>Whether two equal paths surely name one instance.</summary>
    public bool IsKnown => Root != PathRoot.Unknown;

    /// <summary>The receiver itself.</summary>
    public static AccessPath This() => new(PathRoot.This, string.Empty, ImmutableArray<string>.Empty);

    /// <summary>The parameter with this ordinal.</summary>
    public static AccessPath Parameter(int ordinal) => new(PathRoot.Parameter, ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture), ImmutableArray<string>.Empty);

    /// <summary>A local, told from others of its name by <paramref name="key"/>.</summary>
    public static AccessPath Local(string key) => new(PathRoot.Local, key, ImmutableArray<string>.Empty);

    /// <summary>An object made here and visible to no other thread.</summary>
    public static AccessPath Fresh(string key) => new(PathRoot.Fresh, key, ImmutableArray<string>.Empty);

    /// <summary>A static member or, with a type's id, the type object.</summary>
    public static AccessPath Static(string id) => new(PathRoot.Static, id, ImmutableArray<string>.Empty);

    /// <summary>The path one member further.</summary>
    public AccessPath Then(string memberId) => IsKnown ? new(Root, RootName, Members.Add(memberId)) : Unknown;

    /// <summary>The same start with other members.</summary>
    public AccessPath WithMembers(ImmutableArray<string> members) => IsKnown ? new(Root, RootName, members) : Unknown;

    /// <summary>This path with its members appended to those of <paramref name="prefix"/>: what the callee's path is for the caller.</summary>
    public AccessPath Rebase(AccessPath prefix) =>
        prefix.IsKnown ? new(prefix.Root, prefix.RootName, prefix.Members.AddRange(Members)) : Unknown;

    /// <summary>What follows <paramref name="prefix"/> in this path, on a new root; null if it is no prefix.</summary>
    public AccessPath? TryStripPrefix(AccessPath prefix, AccessPath newRoot)
    {
        if (!prefix.IsKnown || Root != prefix.Root || !string.Equals(RootName, prefix.RootName, StringComparison.Ordinal) || Members.Length < prefix.Members.Length)
        {
            return null;
        }

        for (var i = 0; i < prefix.Members.Length; i++)
        {
            if (!string.Equals(Members[i], prefix.Members[i], StringComparison.Ordinal))
            {
                return null;
            }
        }

        return new(newRoot.Root, newRoot.RootName, newRoot.Members.AddRange(Members.Skip(prefix.Members.Length)));
    }

    public bool Equals(AccessPath? other)
    {
        if (other is null || _hash != other._hash || Root != other.Root || Members.Length != other.Members.Length
            || !string.Equals(RootName, other.RootName, StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < Members.Length; i++)
        {
            if (!string.Equals(Members[i], other.Members[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as AccessPath);

    public override int GetHashCode() => _hash;

    /// <summary>Canonical text, for ordering and for tests: <c>this.F:A._b</c>.</summary>
    public override string ToString() => Root switch
    {
        PathRoot.This => Join("this"),
        PathRoot.Parameter => Join("#" + RootName),
        PathRoot.Unknown => "?",
        _ => Join(Root.ToString().ToUpperInvariant()[..1] + ":" + RootName),
    };

    private string Join(string root) => Members.IsEmpty ? root : root + "." + string.Join(".", Members);
}
