using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>
/// Finds, by name, the members that wrap a lock: that take one and do not release it, or the reverse, or call a parameter while they may hold one.
/// </summary>
/// <remarks>
/// <para>Names alone would spread: one member <c>Add</c> that waits for a task would make half a program matter. So a wrapper must be a method or
/// constructor, and one half of a pair: the other half is in the same file or type, or in the type it creates (a guard). A returned scope and
/// a callback need no other half. And a name is followed only when at least half of the members that bear it are wrappers; of other names, only who calls
/// both halves counts as calling them (see <see cref="WrapperPair"/>).</para>
/// <para>Wrappers of wrappers are found in rounds; all members of a round see the wrappers of the rounds before, so the order of members does
/// not matter. Missed: halves in unrelated files and types, a member that hands its delegate
/// parameter on to a callback wrapper, and a second wrapper that happens to have an unrelated <c>using</c>.</para>
/// </remarks>
internal sealed class WrapperSearch
{
    private const TokenKinds Halves = TokenKinds.Acquire | TokenKinds.Release;

    private readonly ProgramIndex _program;
    private readonly Dictionary<string, TokenKinds> _names;

    // What the wrappers found so far do, for each member that may be a wrapper itself: few, so a round does not visit all members.
    private readonly Dictionary<MemberEntry, TokenKinds> _called = [];

    private WrapperSearch(ProgramIndex program, IReadOnlyDictionary<string, TokenKinds> known)
    {
        _program = program;
        _names = known.ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
        foreach (var member in program.Trees.SelectMany(tree => tree.Members).Where(member => MayWrap(member) && (member.HasLockToken || IsCallback(member))))
        {
            _called.Add(member, TokenKinds.None);
        }
    }

    /// <summary>The wrappers' names and what each does, together with the names known before.</summary>
    public static WrapperNames Run(ProgramIndex program, IReadOnlyDictionary<string, TokenKinds> known)
    {
        var search = new WrapperSearch(program, known);
        var news = search._names.Keys.ToList();
        for (var round = 0; round < Budgets.Default.WrapperRounds; round++)
        {
            search.AddCallersOf(news);
            news = search.AddPaired();
            if (news.Count == 0)
            {
                break;
            }
        }

        return new(search._names, search.PairsOfOtherNames());
    }

    private static bool MayWrap(MemberEntry member) => member.Kind is MemberKind.Method or MemberKind.Constructor;

    private static bool IsCallback(MemberEntry member) => (member.Tokens & TokenKinds.Callback) != 0;

    private static Candidate? CandidateOf(MemberEntry member, TokenKinds called)
    {
        // A using releases the guard that a scope or a wrapper returned, but not what a plain Enter took.
        var hasUsing = (member.Tokens & TokenKinds.Using) != 0;
        var takesScope = (member.Tokens & TokenKinds.Scope) != 0 && !hasUsing;
        var acquires = takesScope || (member.Tokens & TokenKinds.Acquire) != 0 || (!hasUsing && (called & TokenKinds.Acquire) != 0);
        var releases = ((member.Tokens | called) & TokenKinds.Release) != 0;
        var half = acquires == releases ? TokenKinds.None : acquires ? TokenKinds.Acquire : TokenKinds.Release;
        var runsCallback = IsCallback(member) && (member.HasLockToken || (called & TokenKinds.AnyLock) != 0);
        var whole = (runsCallback ? TokenKinds.Callback : TokenKinds.None) | (takesScope && !releases ? TokenKinds.Acquire : TokenKinds.None);
        return half == TokenKinds.None && whole == TokenKinds.None ? null : new Candidate(member, half, whole);
    }

    private static bool HasOtherHalf(Candidate candidate, Dictionary<object, TokenKinds> byPlace)
    {
        var other = Halves & ~candidate.Half;
        return Has(candidate.Member.Tree) || Has(candidate.Member.ContainingType) || candidate.Member.CalledNumbers.Any(number => Has(candidate.Member.Table.Names[number]));

        bool Has(object place) => byPlace.TryGetValue(place, out var kinds) && (kinds & other) != 0;
    }

    private static bool Add<TKey>(Dictionary<TKey, TokenKinds> table, TKey key, TokenKinds kind)
        where TKey : notnull
    {
        table.TryGetValue(key, out var before);
        table[key] = before | kind;
        return (before | kind) != before;
    }

    private void AddCallersOf(List<string> names)
    {
        foreach (var name in names)
        {
            foreach (var caller in _program.DirectCallersOf(name).Where(MayWrap))
            {
                Add(_called, caller, _names[name]);
            }
        }
    }

    private List<string> AddPaired()
    {
        var candidates = _called.Select(row => CandidateOf(row.Key, row.Value)).OfType<Candidate>().ToList();
        var byPlace = new Dictionary<object, TokenKinds>();
        foreach (var candidate in candidates)
        {
            Add(byPlace, candidate.Member.Tree, candidate.Half);
            Add(byPlace, candidate.Member.ContainingType, candidate.Half);
        }

        var news = new List<string>();
        foreach (var sameName in candidates.GroupBy(candidate => candidate.Member.Name, StringComparer.Ordinal))
        {
            var kinds = sameName.Select(candidate => candidate.Whole | (HasOtherHalf(candidate, byPlace) ? candidate.Half : TokenKinds.None)).ToList();
            var all = kinds.Aggregate((left, right) => left | right);
            if (all != TokenKinds.None && IsSelective(sameName.Key, kinds.Count(kind => kind != TokenKinds.None)) && Add(_names, sameName.Key, all))
            {
                news.Add(sameName.Key);
            }
        }

        return news;
    }

    private ImmutableArray<WrapperPair> PairsOfOtherNames()
    {
        var types = _called.Where(row => !_names.ContainsKey(row.Key.Name)).GroupBy(row => row.Key.ContainingType, StringComparer.Ordinal);
        return types
            .SelectMany(type => NamesOf(type, IsAcquireHalf).SelectMany(acquire => NamesOf(type, MayBeReleaseHalf), (acquire, release) => new WrapperPair(type.Key, acquire, release)))
            .OrderBy(pair => pair.ToString(), StringComparer.Ordinal)
            .ToImmutableArray();

        static IEnumerable<string> NamesOf(IEnumerable<KeyValuePair<MemberEntry, TokenKinds>> members, Func<MemberEntry, TokenKinds, bool> isHalf) =>
            members.Where(row => isHalf(row.Key, row.Value)).Select(row => row.Key.Name).Distinct(StringComparer.Ordinal);
    }

    private static bool IsAcquireHalf(MemberEntry member, TokenKinds called) => CandidateOf(member, called)?.Half == TokenKinds.Acquire;

    // Beside its sure other half, one that releases and waits for something is more likely to wait for an event than to take the lock again.
    private static bool MayBeReleaseHalf(MemberEntry member, TokenKinds called) =>
        ((member.Tokens | called) & TokenKinds.Release) != 0 && (member.HasWaitToken || CandidateOf(member, called)?.Half == TokenKinds.Release);

    private bool IsSelective(string name, int wrappers) =>
        2 * wrappers >= _program.MembersNamed(name).Count(member => member.HasLockToken || !member.CalledNumbers.IsEmpty);

    private sealed record Candidate(MemberEntry Member, TokenKinds Half, TokenKinds Whole);
}
