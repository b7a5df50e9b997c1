using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering.Nesting;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Gathers the edges of all bodies, and makes single edges more precise where a cycle hangs on them.</summary>
internal sealed class EdgeCollector
{
    private readonly ProgramAnalysis _program;
    private readonly MemberOutcomes _outcomes;
    private readonly EntryLocks _entry;
    private readonly Concurrency _concurrency;
    private readonly bool _throughCalls;
    private readonly AllowedOrders _allowed;
    private readonly ConcurrentDictionary<string, MethodResult> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ISymbol> _owners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<UnorderedNesting>> _nestings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LockClass, byte> _writers = new();
    private readonly NestingReach _reach;

    public EdgeCollector(ProgramAnalysis program, Concurrency concurrency, bool throughCalls)
    {
        _program = program;
        _concurrency = concurrency;
        _throughCalls = throughCalls;
        _outcomes = new(program);
        _entry = new(program, _outcomes);
        _allowed = new(program);
        _reach = new(program, _outcomes);
    }

    /// <summary>Whether a body handed over so far takes a class alone.</summary>
    public bool IsWritten(LockClass lockClass) => _writers.ContainsKey(lockClass);

    /// <summary>Whether a member, handed over or not, takes a class alone.</summary>
    public bool IsWrittenIn(ISymbol member, LockClass lockClass, CancellationToken cancellationToken) =>
        _outcomes.Of(member, cancellationToken).Any(outcome => outcome.Record.ExclusiveClasses.Contains(lockClass));

    /// <summary>All edges gathered, bodies in order of id.</summary>
    public IReadOnlyCollection<LockEdge> All => _results.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.Edges).ToList();

    /// <summary>The results of a member's bodies, gathered as well.</summary>
    public ImmutableArray<MethodResult> Add(ISymbol member, ImmutableArray<BodyOutcome> outcomes)
    {
        var results = ImmutableArray.CreateBuilder<MethodResult>();
        var memberId = _program.Names.Id(member);
        for (var i = 0; i < outcomes.Length; i++)
        {
            var result = ResultOf(outcomes[i], MemberAnalyzer.BodyId(memberId, i), member);
            results.Add(result);
            if (!result.Edges.IsEmpty)
            {
                _results[result.BodyId] = result;
                _owners[result.BodyId] = outcomes[i].Context.Method ?? member;
            }
        }

        return results.ToImmutable();
    }

    /// <summary>The edges of a member that may not have been handed over yet.</summary>
    public IEnumerable<LockEdge> EdgesOf(ISymbol member, CancellationToken cancellationToken) =>
        Add(member, _outcomes.Of(member, cancellationToken)).SelectMany(result => result.Edges);

    /// <summary>
    /// The edge with what its body's callers surely hold; null if they hold what it takes, so that nothing is waited for.
    /// </summary>
    public LockEdge? Refine(LockEdge edge, CancellationToken cancellationToken)
    {
        if (!_owners.TryGetValue(edge.BodyId, out var owner))
        {
            return edge;
        }

        var held = _entry.Of(owner, cancellationToken);
        if (held.Any(entry => entry.Lock.IsSameInstance(edge.To) && edge.To.Class.Again(entry.Mode, edge.ToMode) == Reentry.Allowed))
        {
            return null;
        }

        return held.IsEmpty ? edge : edge with { Gates = edge.Gates.AddRange(held) };
    }

    /// <summary>Locks of one class that a body, handed over before, takes in an order that its callers could turn round.</summary>
    public IEnumerable<UnorderedNesting> NestingsOf(string bodyId, CancellationToken cancellationToken) =>
        !_nestings.TryGetValue(bodyId, out var nestings)
            ? []
            : nestings.Where(nesting => Refine(nesting.Edge, cancellationToken) is { } refined
                // Two threads in the same body, each with the objects of the other: what else they hold may keep them apart.
                && Gates.Between(refined, refined, _program.Naming.Sole.AreTwo) == GateStrength.None
                && _reach.IsExchangeable(nesting, cancellationToken));

    private MethodResult ResultOf(BodyOutcome outcome, string bodyId, ISymbol member)
    {
        foreach (var written in outcome.Record.ExclusiveClasses)
        {
            _writers.TryAdd(written, 0);
        }

        var tree = outcome.Context.Graph.OriginalOperation.Syntax.SyntaxTree;
        var hasEdges = outcome.Record.Events.Exists(at => !at.State.Held.IsEmpty);
        var result = new ResultBuilder(outcome, bodyId, hasEdges && GeneratedCode.Is(tree), hasEdges && _concurrency.MayRunBeside(outcome.Context.Method ?? member)).Build();
        var nestings = NestingFinder.Unordered(Wanted(result.Pairs), outcome);
        if (!nestings.IsEmpty)
        {
            _nestings[bodyId] = nestings;
            _owners[bodyId] = outcome.Context.Method ?? member;
        }

        return result with
        {
            Edges = NestingFinder.WithOrder(Wanted(result.Edges), outcome),
            Reacquisitions = result.Reacquisitions.RemoveAll(again => !_throughCalls && again.Trace.Length > 1),
            UncheckedTries = _program.MustChecks.In(outcome, result.UncheckedTries),
            ContractBreaches = _program.ContractCheck.Of(outcome),
        };

        ImmutableArray<LockEdge> Wanted(ImmutableArray<LockEdge> edges) => _allowed.Remove(edges.RemoveAll(edge => !_throughCalls && !edge.IsDirect), member);
    }
}
