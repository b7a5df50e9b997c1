using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Source;

/// <summary>Decides, from names alone, which bodies the engine binds: those with a lock token and those that call a wrapper's name.</summary>
internal sealed class Prefilter
{
    private readonly ProgramIndex _program;
    private readonly IReadOnlyDictionary<string, TokenKinds> _known;
    private readonly Lazy<WrapperNames> _wrappers;
    private readonly Lazy<HashSet<(string Type, string Name)>> _paired;
    private readonly Lazy<(string Acquire, string Release)[]> _pairedNames;
    private readonly ConcurrentDictionary<TreeIndex, (bool[] Names, (int Acquire, int Release)[] Pairs)> _interesting = new();

    /// <summary>A prefilter over a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="known">Names that matter for reasons outside the program's tokens (annotated members, summaries of references), and what each does.</param>
    public Prefilter(ProgramIndex program, IReadOnlyDictionary<string, TokenKinds> known)
    {
        _program = program;
        _known = known;
        _wrappers = new(() => program.Facts.Wrappers(known));
        _pairedNames = new(() => _wrappers.Value.Pairs.Select(pair => (pair.Acquire, pair.Release)).Distinct().ToArray());
        _paired = new(() => [.. _wrappers.Value.Pairs.SelectMany(pair => new[] { (pair.Type, pair.Acquire), (pair.Type, pair.Release) })]);
    }

    /// <summary>The names whose callers matter, in ordinal order.</summary>
    public IEnumerable<string> Names => _wrappers.Value.Kinds.Keys.OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Whether a member of this name, in a type of that one, may leave other locks held than it found.</summary>
    public bool IsWrapper(string? type, string name) => _wrappers.Value.Kinds.ContainsKey(name) || (type is not null && _paired.Value.Contains((type, name)));

    /// <summary>What members of a name may do to locks.</summary>
    public TokenKinds KindsOf(string name) => _wrappers.Value.Kinds.TryGetValue(name, out var kinds) ? kinds : TokenKinds.None;

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

    private (bool[] Names, (int Acquire, int Release)[] Pairs) InterestingIn(TreeIndex tree)
    {
        var interesting = new bool[tree.Names.Names.Length];
        for (var number = 0; number < interesting.Length; number++)
        {
            interesting[number] = _wrappers.Value.Kinds.ContainsKey(tree.Names.Names[number]);
        }

        // Every type of a program may have a pair; their names are few, and this is done for each file.
        var pairs = _pairedNames.Value.Select(pair => (tree.Names.NumberOf(pair.Acquire), tree.Names.NumberOf(pair.Release))).Where(pair => pair is { Item1: >= 0, Item2: >= 0 });
        return (interesting, pairs.ToArray());
    }

    private bool Matters(TreeIndex tree, MemberEntry member)
    {
        if (member.HasLockToken || _known.ContainsKey(member.Name))
        {
            return true;
        }

        var (names, pairs) = _interesting.GetOrAdd(tree, InterestingIn);
        foreach (var number in member.CalledNumbers)
        {
            if (names[number])
            {
                return true;
            }
        }

        return Array.Exists(pairs, pair => member.Calls(pair.Acquire) && member.Calls(pair.Release));
    }
}
