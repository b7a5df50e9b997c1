using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// Locks that a member's callers surely hold whenever it runs: known for members that nobody outside the assembly can call, by looking at every call.
/// </summary>
internal sealed class EntryLocks(ProgramAnalysis program, MemberOutcomes outcomes)
{
    // Deeper chains of private callers count as unknown: nothing held.
    private const int MaxDepth = 8;

    // Members that more than so many others may call count as entered with nothing held: each caller has to be looked at, while somebody types.
    private const int MaxCallers = 32;

    private readonly Lazy<bool> _hasFriends = new(() => program.Binder.Compilation.Assembly.GetAttributes()
        .Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute"));

    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<HeldLock>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The locks, in the member's own terms, those it has no name for by their class; empty if it may be entered with none.</summary>
    public ImmutableArray<HeldLock> Of(ISymbol member, CancellationToken cancellationToken) =>
        member is IMethodSymbol method ? Of(method, ImmutableHashSet.Create<IMethodSymbol>(SymbolEqualityComparer.Default), cancellationToken) : ImmutableArray<HeldLock>.Empty;

    private ImmutableArray<HeldLock> Of(IMethodSymbol method, ImmutableHashSet<IMethodSymbol> above, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(method, out var known))
        {
            return known;
        }

        if (above.Count >= MaxDepth || above.Contains(method) || !IsOnlyCalledHere(method))
        {
            return ImmutableArray<HeldLock>.Empty;
        }

        ImmutableArray<HeldLock>? common = null;
        foreach (var held in HeldAtCallsOf(method, above.Add(method), cancellationToken))
        {
            common = common is null ? held : Common(common.Value, held);
            if (common.Value.IsEmpty)
            {
                break;
            }
        }

        var result = common ?? ImmutableArray<HeldLock>.Empty;
        if (above.IsEmpty)
        {
            // Only what was asked for from outside is whole: below a recursion or the depth cap it may be less. Nothing half-done is ever published.
            _known.TryAdd(method, result);
        }

        return result;
    }

    private bool IsOnlyCalledHere(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.PropertyGet or MethodKind.PropertySet)
            || method.IsVirtual || method.IsAbstract || method.IsOverride || !method.ExplicitInterfaceImplementations.IsEmpty)
        {
            return false;
        }

        // A method group may be called from anywhere, with anything held.
        return (method.MethodKind == MethodKind.LocalFunction || method.DeclaredAccessibility == Accessibility.Private || IsInternal(method))
            && program.Program.MethodGroupsOf(method.Name).IsEmpty;
    }

    private bool IsInternal(IMethodSymbol method) =>
        !_hasFriends.Value
        && method.ContainingType is { AllInterfaces.IsEmpty: true }
        && (method.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
            || (method.ContainingType.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private && method.DeclaredAccessibility == Accessibility.Public))
        && program.Program.CallersOf(CallSite.NameOf(method)).Take(MaxCallers + 1).Count() <= MaxCallers;

    private IEnumerable<ImmutableArray<HeldLock>> HeldAtCallsOf(IMethodSymbol method, ImmutableHashSet<IMethodSymbol> above, CancellationToken cancellationToken)
    {
        foreach (var entry in program.Program.CallersOf(CallSite.NameOf(method)))
        {
            if (program.Binder.SymbolOf(entry, cancellationToken) is not { } caller || SymbolEqualityComparer.Default.Equals(caller, method))
            {
                continue;
            }

            foreach (var outcome in outcomes.Of(caller, cancellationToken))
            {
                foreach (var held in HeldAtCallsIn(outcome, method, above, cancellationToken))
                {
                    yield return held;
                }
            }
        }
    }

    private IEnumerable<ImmutableArray<HeldLock>> HeldAtCallsIn(BodyOutcome outcome, IMethodSymbol method, ImmutableHashSet<IMethodSymbol> above, CancellationToken cancellationToken)
    {
        foreach (var (operation, entries) in outcome.Record.HeldAtCall.Select(pair => (pair.Key, pair.Value)))
        {
            foreach (var site in CallSite.Of(operation))
            {
                if (!SymbolEqualityComparer.Default.Equals(SourceLocator.DefinitionOf(site.Target), method))
                {
                    continue;
                }

                var fromAbove = outcome.Context.Method is { MethodKind: not MethodKind.AnonymousFunction } caller && !SymbolEqualityComparer.Default.Equals(caller, method)
                    ? Of(caller, above, cancellationToken)
                    : ImmutableArray<HeldLock>.Empty;
                var substitution = new Substitution(site, method, outcome.Context.Resolver);
                yield return entries.Where(entry => !entry.IsUnknown).Select(entry => entry.ToHeldLock()).Concat(fromAbove)
                    .Select(held => held with { Lock = substitution.ToCallee(held.Lock) ?? held.Lock with { Path = AccessPath.Unknown } })
                    .ToImmutableArray();
            }
        }
    }

    private static ImmutableArray<HeldLock> Common(ImmutableArray<HeldLock> left, ImmutableArray<HeldLock> right) =>
        left.Select(held => right.Where(other => other.Mode == held.Mode && other.Lock.Class.Equals(held.Lock.Class)).ToList() switch
            {
                { Count: 0 } => null,
                var others when others.Exists(other => other.Lock.IsSameInstance(held.Lock)) => held,
                _ => held with { Lock = held.Lock with { Path = AccessPath.Unknown } },
            })
            .OfType<HeldLock>()
            .ToImmutableArray();
}
