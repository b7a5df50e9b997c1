using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Summaries that annotations declare: what they say of acquiring and releasing stands for the body, which need not be visible.</summary>
internal sealed class ContractSummaries(AnnotationReader annotations, ContractLocks locks)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The declared summary; null if the annotations say nothing of acquiring or releasing.</summary>
    public MethodSummary? Of(IMethodSymbol method) => annotations.AnyAnnotations ? _known.GetOrAdd(method, Read) : null;

    /// <summary>Locks that the contract says are held when the member is entered.</summary>
    public IEnumerable<(LockRef Lock, LockMode Mode, Location Location)> RequiredBy(IMethodSymbol method)
    {
        if (!annotations.AnyAnnotations)
        {
            yield break;
        }

        foreach (var clause in annotations.ContractOf(method).Clauses)
        {
            // One of two locks is held, but not known which: nothing certain.
            var isAlternative = clause.AlternativeLock is not null || clause.AlternativeType is not null;
            if (clause.Kind is LockContractKind.Requires && !isAlternative && clause.Lock is { } reference && locks.Of(reference, method) is { } required)
            {
                yield return (required, ModeOf(clause.Mode), clause.Location);
            }
        }
    }

    /// <summary>How annotations call the modes.</summary>
    public static LockMode ModeOf(LockContractMode mode) => mode switch
    {
        LockContractMode.Read => LockMode.Shared,
        LockContractMode.Upgradeable => LockMode.Upgradeable,
        _ => LockMode.Exclusive,
    };

    private MethodSummary? Read(IMethodSymbol method)
    {
        var draft = new Draft();
        foreach (var clause in annotations.ContractOf(method).Clauses)
        {
            if (clause.Kind == LockContractKind.NoEffect)
            {
                return MethodSummary.None;
            }

            if (clause.Lock is { } reference && locks.Of(reference, method) is { } @lock)
            {
                draft.Add(clause, @lock);
            }
        }

        return draft.ToSummary();
    }

    private sealed class Draft
    {
        private readonly List<LockEvent> _events = [];
        private readonly List<LockRef> _uncertain = [];
        private readonly List<(LockRef Lock, LockMode Mode)>[] _acquired = [[], []];
        private readonly List<(LockRef Lock, LockMode Mode)>[] _released = [[], []];
        private bool _saysSomething;

        public void Add(LockContractClause clause, LockRef @lock)
        {
            var mode = ModeOf(clause.Mode);
            switch (clause.Kind)
            {
                case LockContractKind.Acquires:
                    if (!clause.AsTry && !clause.IsBounded)
                    {
                        _events.Add(new(@lock, mode, ImmutableArray<Site>.Empty));
                    }

                    Put(_acquired, clause.Outcome, @lock, mode);
                    break;
                case LockContractKind.Releases:
                    Put(_released, clause.Outcome, @lock, mode);
                    break;
                case LockContractKind.Downgrades:
                    Put(_released, clause.Outcome, @lock, LockMode.Exclusive);
                    Put(_acquired, clause.Outcome, @lock, LockMode.Shared);
                    break;
                case LockContractKind.MayRelease or LockContractKind.HandsOff or LockContractKind.ReleasesAll:
                    _uncertain.Add(@lock);
                    break;
                default:
                    return;
            }

            _saysSomething = true;
        }

        public MethodSummary? ToSummary()
        {
            if (!_saysSomething)
            {
                return null;
            }

            var whenTrue = new LockChange(_acquired[1].ToImmutableArray(), _released[1].ToImmutableArray());
            var whenFalse = new LockChange(_acquired[0].ToImmutableArray(), _released[0].ToImmutableArray());
            return new(_events.ToImmutableArray(), new(whenTrue, whenTrue.Text == whenFalse.Text ? whenTrue : whenFalse, _uncertain.ToImmutableArray()));
        }

        private void Put(List<(LockRef Lock, LockMode Mode)>[] perOutcome, LockContractOutcome outcome, LockRef @lock, LockMode mode)
        {
            var onTrue = outcome.Test is LockContractTest.Always or LockContractTest.True or LockContractTest.NonNull;
            var onFalse = outcome.Test is LockContractTest.Always or LockContractTest.False or LockContractTest.Null;
            if (outcome.Test != LockContractTest.Always && !outcome.IsOfReturn)
            {
                // Told by a member of the result or a parameter: which way it went is not followed.
                _uncertain.Add(@lock);
                return;
            }

            if (onTrue)
            {
                perOutcome[1].Add((@lock, mode));
            }

            if (onFalse)
            {
                perOutcome[0].Add((@lock, mode));
            }
        }
    }
}
