using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering.Nesting;

/// <summary>Looks at pairs of locks of one class in one body: whether it puts them in order, and whether they could be exchanged.</summary>
internal static class NestingFinder
{
    /// <summary>The edges, with those marked that take two instances of a class in the order of a key.</summary>
    public static ImmutableArray<LockEdge> WithOrder(ImmutableArray<LockEdge> edges, BodyOutcome outcome)
    {
        if (!edges.Any(IsOfOneClass) || OriginReader.Of(outcome.Context) is not { } reader)
        {
            return edges;
        }

        return edges.Select(edge => IsOfOneClass(edge) && EvidenceOf(edge, reader)?.ComparesKeys() == true ? edge with { IsOrdered = true } : edge).ToImmutableArray();
    }

    /// <summary>The pairs among these that nothing in the body orders and that could be exchanged.</summary>
    public static ImmutableArray<UnorderedNesting> Unordered(ImmutableArray<LockEdge> pairs, BodyOutcome outcome)
    {
        var open = pairs.Where(pair => pair.IsConcurrent && !pair.IsGenerated && MayBeMeant(pair, outcome) && !IsReversed(pair, pairs)).ToList();
        if (open.Count == 0 || OriginReader.Of(outcome.Context) is not { } reader)
        {
            return ImmutableArray<UnorderedNesting>.Empty;
        }

        var found = ImmutableArray.CreateBuilder<UnorderedNesting>();
        foreach (var pair in open)
        {
            if (reader.Of(pair.From.Lock, pair.From.AcquiredAt.Location) is { } one && reader.Of(pair.To, pair.Site.Location) is { } other
                && one.DifferencesTo(other) is { } differences
                && new OrderEvidence(reader, one, other) is var evidence && !evidence.ComparesKeys() && !evidence.TellsOwner())
            {
                found.Add(new(pair, differences));
            }
        }

        return found.ToImmutable();
    }

    private static OrderEvidence? EvidenceOf(LockEdge edge, OriginReader reader) =>
        reader.Of(edge.From.Lock, edge.From.AcquiredAt.Location) is { } one && reader.Of(edge.To, edge.Site.Location) is { } other
            ? new(reader, one, other)
            : null;

    private static bool IsOfOneClass(LockEdge edge) => edge.From.Lock.Class.Equals(edge.To.Class);

    // Which of the two comes first is decided when the body runs; by what, nobody needs to know here.
    private static bool IsReversed(LockEdge pair, ImmutableArray<LockEdge> pairs) =>
        pairs.Any(other => other.From.Lock.Path.Equals(pair.To.Path) && other.To.Path.Equals(pair.From.Lock.Path) && pair.To.Path.IsKnown);

    // An object that is locked itself must be of a type that somebody here thought of as a lock; of a collection's SyncRoot nobody can tell whose it is.
    private static bool MayBeMeant(LockEdge pair, BodyOutcome outcome)
    {
        var id = pair.To.Class.Id;
        if (pair.To.Class.IsAssumed || id.StartsWith("P:System.", StringComparison.Ordinal) || IsByRole(pair, outcome))
        {
            return false;
        }

        return !pair.To.Class.IsWeak || (id.StartsWith(LockClass.WeakPrefix + "T:", StringComparison.Ordinal) && IsDeclaredHere(id[LockClass.WeakPrefix.Length..], outcome));
    }

    private static bool IsDeclaredHere(string typeId, BodyOutcome outcome) =>
        SummarySolver.RootOf(outcome.Context.Graph.OriginalOperation).SemanticModel is { } model
        && DocumentationCommentId.GetFirstSymbolForDeclarationId(typeId, model.Compilation) is INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.Length: > 0 };

    // `Enter(0)`, `Enter(1)`: an annotated lock may be told in the call which role it plays.
    private static bool IsByRole(LockEdge pair, BodyOutcome outcome) =>
        pair.To.Class.Kind == PrimitiveKind.Annotated
        && outcome.Record.Events.Any(at => at.Operation is Microsoft.CodeAnalysis.Operations.IInvocationOperation { Arguments.Length: > 0 } && outcome.Context.SiteOf(at.Operation).Equals(pair.Site));
}
