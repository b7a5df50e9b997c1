using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Compares what annotations say of a member with what its body provably does.</summary>
internal sealed class ContractCheck(AnnotationReader annotations, ContractLocks locks)
{
    /// <summary>Annotations of the body's own member that it contradicts.</summary>
    public ImmutableArray<ContractBreach> Of(BodyOutcome outcome)
    {
        if (!annotations.AnyAnnotations || outcome.Budget is not null || outcome.Context.Method is not { } method
            || method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
        {
            return ImmutableArray<ContractBreach>.Empty;
        }

        var breaches = ImmutableArray.CreateBuilder<ContractBreach>();
        foreach (var clause in annotations.ContractOf(method).Clauses)
        {
            if (clause.Lock is { LockMember: { } member } reference && clause.Location.IsInSource
                && locks.Of(reference, method) is { } @lock && IsFrameworkLock(@lock) && !IsUsedUnseen(outcome, member)
                && Fact(clause, @lock, outcome) is { } fact)
            {
                var claim = clause.Kind == LockContractKind.Acquires ? "acquires" : "releases";
                breaches.Add(new(new(clause.Location, outcome.Context.Member), $"{claim} '{@lock.Class.Name}'", fact));
            }
        }

        return breaches.ToImmutable();
    }

    // How a user's own lock type does what it says is its business; only framework locks are seen through.
    private static bool IsFrameworkLock(LockRef @lock) => @lock.Class.Kind != PrimitiveKind.Annotated;

    private static string? Fact(LockContractClause clause, LockRef @lock, BodyOutcome outcome)
    {
        var exits = outcome.Exits.Where(exit => !exit.IsThrow).ToList();
        if (exits.Count == 0 || exits.Any(exit => exit.State.Held.Any(entry => entry.IsUnknown && entry.Lock.Class.Id == @lock.Class.Id)))
        {
            return null;
        }

        return clause.Kind switch
        {
            LockContractKind.Acquires when !exits.Any(exit => Holds(exit, @lock)) => "no path returns with it held",
            LockContractKind.Acquires when clause.Outcome.Test == LockContractTest.Always && !exits.All(exit => Holds(exit, @lock)) => "some path returns without it",
            LockContractKind.Releases when !exits.Any(exit => Drops(exit, @lock)) => "no path releases it",
            _ => null,
        };
    }

    private static bool Holds(PathExit exit, LockRef @lock) => exit.State.Held.Any(entry => entry.Lock.Class.Id == @lock.Class.Id);

    private static bool Drops(PathExit exit, LockRef @lock) => exit.State.Dropped.Any(dropped => dropped.Lock.Class.Id == @lock.Class.Id);

    // Handed to other code, or to a delegate, the lock may be taken where nobody looks.
    private static bool IsUsedUnseen(BodyOutcome outcome, ISymbol member)
    {
        foreach (var operation in SummarySolver.RootOf(outcome.Context.Graph.OriginalOperation).DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } or IAnonymousFunctionOperation or IDynamicInvocationOperation)
            {
                return true;
            }

            if (operation is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member.OriginalDefinition)
                && IsHandedOn(reference))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHandedOn(IOperation reference)
    {
        var parent = reference.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation call } ? LockCatalogue.Find(call.TargetMethod, null) is null : parent is IArgumentOperation or IAssignmentOperation;
    }
}
