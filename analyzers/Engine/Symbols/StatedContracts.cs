using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Options;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>What locks files say of members and types, asked by symbol: annotations for code that cannot be annotated.</summary>
internal sealed class StatedContracts
{
    /// <summary>Nothing is stated.</summary>
    public static readonly StatedContracts None = new([]);

    private readonly ImmutableDictionary<string, ImmutableArray<(MemberPattern Member, LocksEntry Entry)>> _byName;
    private readonly ImmutableDictionary<string, LocksEntry> _types;

    public StatedContracts(IReadOnlyCollection<LocksEntry> entries)
    {
        Entries = entries;
        _byName = entries
            .Where(entry => IsContract(entry.Verb))
            .GroupBy(entry => entry.Member, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.Select(entry => (PatternOf(entry), entry)).ToImmutableArray(), StringComparer.Ordinal);
        _types = entries
            .Where(entry => entry.Verb == LocksVerb.Lock)
            .GroupBy(entry => entry.Type, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
    }

    /// <summary>Every statement, in order of files and lines.</summary>
    public IReadOnlyCollection<LocksEntry> Entries { get; }

    /// <summary>Whether no member has a contract.</summary>
    public bool IsEmpty => _byName.IsEmpty;

    /// <summary>Names of the members that may take or give back a lock, as sources write them.</summary>
    public IEnumerable<(string Name, TokenKinds Kinds)> Names => Entries
        .Where(entry => entry.Verb is LocksVerb.Acquires or LocksVerb.Releases)
        .Select(entry => (NameInSource(entry), entry.Verb == LocksVerb.Acquires ? TokenKinds.Acquire : TokenKinds.Release));

    /// <summary>When members run the delegates they are given: the framework's, and those stated here.</summary>
    public InvocationCatalogue Invocations() => new(Entries
        .Where(entry => TimingOf(entry.Verb) != CallbackTiming.Unknown)
        .Select(entry => new InvocationApi(PatternOf(entry), entry.Subject, TimingOf(entry.Verb))));

    /// <summary>The clauses that are stated of a method, or of one that it overrides or implements; empty if there are none.</summary>
    public ImmutableArray<LockContractClause> Of(IMethodSymbol method, AnnotationResolver resolver)
    {
        // An explicit implementation carries the interface's full name.
        var dot = method.Name.LastIndexOf('.');
        return _byName.TryGetValue(dot > 0 ? method.Name.Substring(dot + 1) : method.Name, out var candidates)
            ? candidates.Where(candidate => candidate.Member.Matches(method)).Select(candidate => Clause(candidate.Entry, method, resolver)).ToImmutableArray()
            : ImmutableArray<LockContractClause>.Empty;
    }

    /// <summary>Whether the holder of such a lock may acquire it again; null if nobody says.</summary>
    public bool? IsReentrant(ITypeSymbol type) =>
        !_types.IsEmpty && type.OriginalDefinition.GetDocumentationCommentId() is { Length: > 2 } id && _types.TryGetValue(id.Substring(2), out var entry) ? entry.IsReentrant : null;

    private static MemberPattern PatternOf(LocksEntry entry) => new(entry.Type, entry.Member, entry.Parameters);

    private static bool IsContract(LocksVerb verb) => verb is LocksVerb.Acquires or LocksVerb.Releases or LocksVerb.Blocks or LocksVerb.NoEffect;

    private static CallbackTiming TimingOf(LocksVerb verb) => verb switch
    {
        LocksVerb.RunsNow => CallbackTiming.Now,
        LocksVerb.RunsElsewhere => CallbackTiming.NowElsewhere,
        LocksVerb.RunsOnUse => CallbackTiming.OnUse,
        LocksVerb.RunsLater => CallbackTiming.Later,
        _ => CallbackTiming.Unknown,
    };

    private static string NameInSource(LocksEntry entry)
    {
        if (entry.Member == ".ctor")
        {
            var type = entry.Type.Substring(entry.Type.LastIndexOf('.') + 1);
            return type.Split('`')[0];
        }

        return entry.Member.StartsWith("get_", StringComparison.Ordinal) || entry.Member.StartsWith("set_", StringComparison.Ordinal) ? entry.Member.Substring(4) : entry.Member;
    }

    private static LockContractClause Clause(LocksEntry entry, IMethodSymbol anchor, AnnotationResolver resolver) => new()
    {
        Kind = entry.Verb switch
        {
            LocksVerb.Acquires => LockContractKind.Acquires,
            LocksVerb.Releases => LockContractKind.Releases,
            LocksVerb.Blocks => LockContractKind.Blocks,
            _ => LockContractKind.NoEffect,
        },
        Lock = entry.Verb == LocksVerb.NoEffect ? null : resolver.Resolve(entry.Subject ?? "this", anchor),
        Mode = Enum.TryParse<LockContractMode>(entry.Mode, ignoreCase: true, out var mode) ? mode : entry.Verb == LocksVerb.Acquires ? LockContractMode.Write : LockContractMode.Any,
        Outcome = Enum.TryParse<LockContractTest>(entry.When, ignoreCase: true, out var test) ? AnnotationResolver.ResolveOutcome(test, "return", anchor) : LockContractOutcome.Always,
        AsTry = entry.IsTry,
        Location = entry.Place.ToLocation(),
    };
}
