using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering.Nesting;

/// <summary>
/// Whether a pair of objects can reach a body with the two exchanged. What anybody may call, anybody may call with the arguments exchanged; of other members
/// all calls are looked at.
/// </summary>
internal sealed class NestingReach(ProgramAnalysis program, MemberOutcomes outcomes)
{
    // Deeper chains of private callers count as ordered somewhere.
    private const int MaxDepth = 3;

    /// <summary>Whether somebody can make the body take the two the other way round.</summary>
    public bool IsExchangeable(UnorderedNesting nesting, CancellationToken cancellationToken) => CanBeExchanged(nesting.Differences, 0, cancellationToken);

    private bool CanBeExchanged(ImmutableArray<(OriginToken One, OriginToken Other)> differences, int depth, CancellationToken cancellationToken)
    {
        var methods = differences.SelectMany(pair => new[] { pair.One.Symbol, pair.Other.Symbol }).OfType<IParameterSymbol>()
            .Select(parameter => parameter.ContainingSymbol).OfType<IMethodSymbol>()
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .ToList();
        return methods.Count switch
        {
            // Members of one object, or elements of one collection: the code itself meets them in both orders.
            0 => true,
            1 => IsOpenToAll(methods[0]) || (!IsLambda(methods[0]) && depth < MaxDepth && IsCalledUnordered(methods[0], differences, depth, cancellationToken)),
            _ => false,
        };
    }

    // Called from where nobody here can see.
    private static bool IsOpenToAll(IMethodSymbol method) =>
        IsOpen(method) && ContainersOf(method).All(type => IsVisible(type.DeclaredAccessibility) || type.DeclaredAccessibility == Accessibility.NotApplicable);

    private static bool IsOpen(IMethodSymbol method) =>
        method.MethodKind is not (MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        && (IsVisible(method.DeclaredAccessibility) || method.IsOverride || method.IsVirtual || method.IsAbstract || !method.ExplicitInterfaceImplementations.IsEmpty);

    private static bool IsVisible(Accessibility accessibility) => accessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static IEnumerable<INamedTypeSymbol> ContainersOf(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    private static bool IsLambda(IMethodSymbol method) => method.MethodKind == MethodKind.AnonymousFunction;

    private bool IsCalledUnordered(IMethodSymbol method, ImmutableArray<(OriginToken One, OriginToken Other)> differences, int depth, CancellationToken cancellationToken)
    {
        // Nobody seen: of a member meant for others, nobody showed an order either.
        var isUnordered = IsOpen(method);
        foreach (var entry in program.Program.CallersOf(CallSite.NameOf(method)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (program.Binder.SymbolOf(entry, cancellationToken) is not { } caller)
            {
                continue;
            }

            foreach (var outcome in outcomes.Of(caller, cancellationToken))
            {
                foreach (var site in CallsIn(outcome, method))
                {
                    // One caller that knows an order shows that there is one.
                    if (!MayPassExchanged(site, outcome, differences, depth, cancellationToken))
                    {
                        return false;
                    }

                    isUnordered = true;
                }
            }
        }

        return isUnordered;
    }

    private static IEnumerable<CallSite> CallsIn(BodyOutcome outcome, IMethodSymbol method) =>
        outcome.Record.HeldAtCall.Keys
            .OrderBy(operation => operation.Syntax.SpanStart)
            .SelectMany(CallSite.Of)
            .Where(site => SymbolEqualityComparer.Default.Equals(SourceLocator.DefinitionOf(site.Target), method.OriginalDefinition));

    private bool MayPassExchanged(
        CallSite site, BodyOutcome outcome, ImmutableArray<(OriginToken One, OriginToken Other)> differences, int depth, CancellationToken cancellationToken)
    {
        if (OriginReader.Of(outcome.Context) is not { } reader)
        {
            return false;
        }

        foreach (var (one, other) in differences)
        {
            if (OriginOf(one, site, reader) is not { } first || OriginOf(other, site, reader) is not { } second
                || first.DifferencesTo(second) is not { } above
                || new OrderEvidence(reader, first, second) is var evidence && (evidence.ComparesKeys() || evidence.TellsOwner())
                || !CanBeExchanged(above, depth + 1, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static Origin? OriginOf(OriginToken token, CallSite site, OriginReader reader)
    {
        if (token.Symbol is not IParameterSymbol parameter)
        {
            return token.Text == OriginToken.This && site.Instance is { } instance ? OriginOf(instance, reader) : null;
        }

        return parameter.Ordinal < site.Arguments.Length && site.Arguments[parameter.Ordinal] is { } argument ? OriginOf(argument, reader) : null;
    }

    private static Origin? OriginOf(IOperation operation, OriginReader reader) =>
        operation is IInstanceReferenceOperation { IsImplicit: true } ? reader.OfThis() : operation.Syntax is ExpressionSyntax expression ? reader.Of(expression) : null;
}
