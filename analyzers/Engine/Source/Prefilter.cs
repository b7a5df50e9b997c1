using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Source;

/// <summary>Decides, from names alone, which bodies the engine binds: those with a lock token and those that use a wrapper's name.</summary>
/// <remarks>
/// A wrapper takes a lock and does not release it, or the reverse, or calls a parameter while it may hold a lock. Wrappers of wrappers are
/// found in rounds; all members of a round see the wrappers of the rounds before, so the order of members does not matter.
/// Missed: a member that hands its delegate parameter on to a callback wrapper, and a second wrapper that happens to have an unrelated <c>using</c>.
/// </remarks>
internal sealed class Prefilter
{
    private readonly ProgramIndex _program;
    private readonly IReadOnlyDictionary<string, TokenKinds> _known;
    private readonly Lazy<Dictionary<string, TokenKinds>> _names;
    private readonly ConcurrentDictionary<TreeIndex, TokenKinds[]> _kindsByTree = new();

    /// <summary>A prefilter over a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="known">Names that matter for reasons outside the program's tokens (annotated members, summaries of references), and what each does.</param>
    public Prefilter(ProgramIndex program, IReadOnlyDictionary<string, TokenKinds> known)
    {
        _program = program;
        _known = known;
        _names = new(FindNames);
    }

    /// <summary>The names whose users matter, in ordinal order.</summary>
    public IEnumerable<string> Names => _names.Value.Keys.OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Whether a member of this name may leave other locks held than it found.</summary>
    public bool IsWrapper(string name) => _names.Value.ContainsKey(name);

    /// <summary>Whether a body, or the member around it, has to be bound. A node of a foreign tree always has.</summary>
    public bool Matters(SyntaxNode bodyOrMember)
    {
        if (_program.IndexOf(bodyOrMember.SyntaxTree) is not { } tree)
        {
            return true;
        }

        return tree.MemberAt(bodyOrMember.Span) is { } member && Matters(tree, member);
    }

    /// <summary>Whether a member has to be bound.</summary>
    public bool Matters(MemberEntry member) => _program.IndexOf(member.Tree) is not { } tree || Matters(tree, member);

    private static TokenKinds[] KindsOf(TreeIndex tree, Dictionary<string, TokenKinds> names)
    {
        var kinds = new TokenKinds[tree.Names.Names.Length];
        for (var number = 0; number < kinds.Length; number++)
        {
            names.TryGetValue(tree.Names.Names[number], out kinds[number]);
        }

        return kinds;
    }

    private static TokenKinds UsedKinds(MemberEntry member, TokenKinds[] kinds)
    {
        var used = TokenKinds.None;
        foreach (var number in member.UsedNumbers)
        {
            used |= kinds[number];
        }

        return used;
    }

    private static TokenKinds WrapperKind(MemberEntry member, TokenKinds used)
    {
        // A using releases the guard that a scope or a wrapper returned, but not what a plain Enter took.
        var hasUsing = (member.Tokens & TokenKinds.Using) != 0;
        var acquires = (member.Tokens & TokenKinds.Acquire) != 0 || (!hasUsing && ((member.Tokens & TokenKinds.Scope) != 0 || (used & TokenKinds.Acquire) != 0));
        var releases = ((member.Tokens | used) & TokenKinds.Release) != 0;
        var kind = TokenKinds.None;
        if (acquires != releases)
        {
            kind |= acquires ? TokenKinds.Acquire : TokenKinds.Release;
        }

        if ((member.Tokens & TokenKinds.Callback) != 0 && (member.HasLockToken || (used & TokenKinds.AnyLock) != 0))
        {
            kind |= TokenKinds.Callback;
        }

        return kind;
    }

    private bool Matters(TreeIndex tree, MemberEntry member)
    {
        if (member.HasLockToken || _known.ContainsKey(member.Name))
        {
            return true;
        }

        return UsedKinds(member, _kindsByTree.GetOrAdd(tree, index => KindsOf(index, _names.Value))) != TokenKinds.None;
    }

    private Dictionary<string, TokenKinds> FindNames()
    {
        var names = _known.ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
        for (var round = 0; round < Budgets.Default.WrapperRounds; round++)
        {
            if (!AddRound(names))
            {
                break;
            }
        }

        return names;
    }

    private bool AddRound(Dictionary<string, TokenKinds> names)
    {
        var found = new List<KeyValuePair<string, TokenKinds>>();
        foreach (var tree in _program.Trees)
        {
            var kinds = KindsOf(tree, names);
            found.AddRange(tree.Members.Select(member => new KeyValuePair<string, TokenKinds>(member.Name, WrapperKind(member, UsedKinds(member, kinds)))));
        }

        var grew = false;
        foreach (var row in found.Where(row => row.Value != TokenKinds.None))
        {
            names.TryGetValue(row.Key, out var before);
            names[row.Key] = before | row.Value;
            grew |= names[row.Key] != before;
        }

        return grew;
    }
}
