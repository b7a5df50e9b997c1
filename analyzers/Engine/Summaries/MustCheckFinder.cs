using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Finds calls of which annotations say that the result must be looked at, and nothing does.</summary>
internal sealed class MustCheckFinder(AnnotationReader annotations)
{
    /// <summary>The calls in a body, in order, without those known already.</summary>
    public ImmutableArray<UncheckedTry> In(BodyOutcome outcome, ImmutableArray<UncheckedTry> known)
    {
        if (!annotations.AnyAnnotations || outcome.Budget is not null)
        {
            return known;
        }

        var found = outcome.Context.Graph.Blocks.SelectMany(block => block.Operations)
            .OfType<IExpressionStatementOperation>()
            .Select(statement => CallIn(statement.Operation))
            .OfType<IInvocationOperation>()
            .Where(call => MustCheck.IsSaidOf(call.TargetMethod, annotations))
            .Select(call => outcome.Context.SiteOf(call))
            .Where(site => !known.Any(one => one.Site.Equals(site)))
            .Select(site => new UncheckedTry(null, site, IsIgnored: true, null));
        return known.AddRange(found).Sort((left, right) => left.Site.CompareTo(right.Site));
    }

    private static IOperation CallIn(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }:
                    operation = task;
                    break;
                case IConversionOperation or IParenthesizedOperation:
                    operation = LockResolver.Peel(operation);
                    break;
                default:
                    return operation;
            }
        }
    }
}
