using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Source;

/// <summary>The indexes of all trees of one compilation, asked by name. Whoever asks binds the hits and checks them by symbol.</summary>
/// <remarks>
/// All answers are independent of the order in which the trees were given: by path, then content, then position. Thread-safe; what is
/// computed on demand is computed without locks held for other questions, and equal whoever computes it.
/// </remarks>
internal sealed class ProgramIndex
{
    private readonly Dictionary<SyntaxTree, TreeIndex> _byTree;
    private readonly Lazy<Dictionary<string, ImmutableArray<MemberEntry>>> _byName;
    private readonly Lazy<Dictionary<string, ImmutableArray<TypeEntry>>> _byBase;
    private readonly Lazy<Dictionary<string, ImmutableArray<NamedUse>>> _assignments;
    private readonly Lazy<Prefilter> _prefilter;
    private readonly ConcurrentDictionary<string, ImmutableArray<MemberEntry>> _callers = new(StringComparer.Ordinal);

    /// <summary>An index.</summary>
    /// <param name="trees">The indexes of its trees, in any order.</param>
    /// <param name="before">An index of almost the same trees, for what it knows already.</param>
    public ProgramIndex(IReadOnlyCollection<TreeIndex> trees, ProgramIndex? before = null)
    {
        Trees = before is null ? TreeOrder.Sort(trees) : TreeOrder.Sort(trees, before.Trees);
        _byTree = Trees.ToDictionary(index => index.Tree);
        _byName = new(() => Group(Trees.SelectMany(tree => tree.Members), member => member.Name));
        _byBase = new(() => Group(Trees.SelectMany(tree => tree.Types).SelectMany(type => type.Bases, (type, name) => (type, name)), pair => pair.name, pair => pair.type));
        _assignments = new(() => Group(Trees.SelectMany(tree => tree.Assignments), use => use.Name));
        Facts = new(this, before);
        _prefilter = new(() => new Prefilter(this, ImmutableDictionary<string, TokenKinds>.Empty));
    }

    /// <summary>The trees, in canonical order.</summary>
    public ImmutableArray<TreeIndex> Trees { get; }

    /// <summary>What the names of the whole program say.</summary>
    public NameFacts Facts { get; }

    /// <summary>The index of a compilation of which nothing is remembered; <paramref name="indexOf"/> hands out the cached index of a tree (see <see cref="TreeIndex"/>).</summary>
    public static ProgramIndex Of(Compilation compilation, Func<SyntaxTree, TreeIndex> indexOf, CancellationToken cancellationToken) =>
        new ProgramMemory().Of(compilation, indexOf, cancellationToken);

    /// <summary>The index of one tree; null for a tree of another compilation.</summary>
    public TreeIndex? IndexOf(SyntaxTree tree) => _byTree.TryGetValue(tree, out var index) ? index : null;

    /// <summary>The entry of the innermost member that contains a node; null outside members.</summary>
    public MemberEntry? MemberAt(SyntaxNode node) => IndexOf(node.SyntaxTree)?.MemberAt(node.Span);

    /// <summary>All members of a simple name.</summary>
    public ImmutableArray<MemberEntry> MembersNamed(string name) => Get(_byName.Value, name);

    /// <summary>All members that use a name, or a form of C# that calls a member of that name without writing it.</summary>
    public ImmutableArray<MemberEntry> CallersOf(string name) => _callers.GetOrAdd(name, FindCallers);

    /// <summary>All members that call a name in so many words, or create an object of a type of that name.</summary>
    public IEnumerable<MemberEntry> DirectCallersOf(string name)
    {
        foreach (var tree in Trees)
        {
            var number = tree.Names.NumberOf(name);
            if (number >= 0)
            {
                foreach (var member in tree.Members)
                {
                    if (member.Calls(number))
                    {
                        yield return member;
                    }
                }
            }
        }
    }

    /// <summary>All places that assign something of this name.</summary>
    public ImmutableArray<NamedUse> AssignmentsTo(string fieldName) => Get(_assignments.Value, fieldName);

    /// <summary>All places that may subscribe to an event of this name.</summary>
    public ImmutableArray<NamedUse> SubscriptionsTo(string eventName) => Named(tree => tree.Subscriptions, eventName);

    /// <summary>All places that may use a method of this name as a delegate.</summary>
    public ImmutableArray<NamedUse> MethodGroupsOf(string methodName) => Named(tree => tree.MethodGroups, methodName);

    /// <summary>The types with this simple name in their base list.</summary>
    public ImmutableArray<TypeEntry> ImplementersHint(string baseName) => Get(_byBase.Value, baseName);

    /// <summary>All members that carry an attribute of this simple name, without the suffix <c>Attribute</c>.</summary>
    public ImmutableArray<MemberEntry> MembersWithAttribute(string attribute) =>
        Trees.SelectMany(tree => tree.Members).Where(member => member.Attributes.BinarySearch(attribute, StringComparer.Ordinal) >= 0).ToImmutableArray();

    /// <summary>Whether a member of this name may take or release a lock, itself or through what it uses; by name, so rather too often than too rarely.</summary>
    public bool MayReachLock(string name) => Facts.Reach([]).Reaches(name);

    /// <summary>Whether the body or member holds anything the engine has to bind; see <see cref="Prefilter"/>, which also takes names known from elsewhere.</summary>
    public bool Matters(SyntaxNode bodyOrMember) => _prefilter.Value.Matters(bodyOrMember);

    private static ImmutableArray<T> Get<T>(Dictionary<string, ImmutableArray<T>> groups, string name) =>
        groups.TryGetValue(name, out var found) ? found : ImmutableArray<T>.Empty;

    private static Dictionary<string, ImmutableArray<T>> Group<T>(IEnumerable<T> items, Func<T, string> nameOf) => Group(items, nameOf, item => item);

    private static Dictionary<string, ImmutableArray<TResult>> Group<T, TResult>(IEnumerable<T> items, Func<T, string> nameOf, Func<T, TResult> select) =>
        items.GroupBy(nameOf, select, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    private ImmutableArray<NamedUse> Named(Func<TreeIndex, ImmutableArray<NamedUse>> usesOf, string name) =>
        Trees.SelectMany(tree => usesOf(tree)).Where(use => use.Name == name).ToImmutableArray();

    private ImmutableArray<MemberEntry> FindCallers(string name)
    {
        var names = ImpliedNames.FormsCalling(name).Add(name);
        var callers = ImmutableArray.CreateBuilder<MemberEntry>();
        foreach (var tree in Trees)
        {
            // Most trees do not know the name at all, which one search tells.
            if (names.Any(candidate => tree.Names.NumberOf(candidate) >= 0))
            {
                callers.AddRange(tree.Members.Where(member => names.Any(member.Uses)));
            }
        }

        return callers.ToImmutable();
    }
}
