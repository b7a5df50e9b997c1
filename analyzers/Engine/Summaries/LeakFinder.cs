using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Finds locks that some exits of a body leave held while others gave them back.</summary>
internal static class LeakFinder
{
    /// <summary>The leaks, in order of their acquisitions.</summary>
    public static ImmutableArray<Leak> In(BodyOutcome outcome)
    {
        if (outcome.Exits.All(exit => exit.State.Held.IsEmpty))
        {
            return ImmutableArray<Leak>.Empty;
        }

        var leaks = new SortedDictionary<Site, Leak>();
        foreach (var entry in outcome.Exits.SelectMany(exit => exit.State.Held).Where(entry => !entry.IsUnknown && !entry.IsCallers && !entry.Lock.Class.IsAssumed && entry.Lock.Path.IsKnown))
        {
            if (leaks.ContainsKey(entry.AcquiredAt) || !IsReleasedExplicitly(outcome, entry.Lock) || IsUncertainSomewhere(outcome, entry.Lock))
            {
                continue;
            }

            if (Judge(outcome, entry) is { } leak)
            {
                leaks.Add(entry.AcquiredAt, leak);
            }
        }

        return leaks.Values.ToImmutableArray();
    }

    private static Leak? Judge(BodyOutcome outcome, HeldEntry entry)
    {
        var holding = outcome.Exits.Where(exit => Holds(exit, entry)).ToList();
        var released = outcome.Exits.Where(exit => !exit.IsThrow && !Holds(exit, entry) && WasReleased(exit, entry)).ToList();

        // If no normal exit gives it back, giving it back is the caller's part: an Enter method.
        if (released.Count == 0 || holding.Any(exit => exit.State.IsBlurred || Escapes(outcome.Context, exit, entry)) || IsStored(outcome.Context, entry) || IsContract(outcome.Context, entry.Lock, holding, released))
        {
            return null;
        }

        var exits = holding.Select(exit => exit.Site).Distinct().OrderBy(site => site).ToImmutableArray();
        return new(entry.ToHeldLock(), exits);
    }

    private static bool IsContract(BodyContext context, LockRef @lock, List<PathExit> holding, List<PathExit> released) =>
        context.DeclaredToAcquire.Contains(@lock.Class)
        || (TellsCaller(holding, released) && OtherReleases.MayExist(@lock, context.Method, context.Graph.OriginalOperation.Syntax));

    private static bool Holds(PathExit exit, HeldEntry entry) =>
        exit.State.Held.Any(other => !other.IsUnknown && other.Mode == entry.Mode && other.Lock.IsSameInstance(entry.Lock));

    private static bool WasReleased(PathExit exit, HeldEntry entry) =>
        exit.State.Released.Any(other => !other.IsFailure && other.Mode == entry.Mode && other.Lock.IsSameInstance(entry.Lock));

    private static bool IsReleasedExplicitly(BodyOutcome outcome, LockRef @lock) =>
        outcome.Record.Releases.Any(release => release.Standing == ReleaseStanding.Held && !release.Operation.IsImplicit && release.Lock.IsSameInstance(@lock));

    private static bool IsUncertainSomewhere(BodyOutcome outcome, LockRef @lock) =>
        outcome.Exits.Any(exit => exit.State.Held.Any(entry => entry.IsUnknown && entry.Lock.Class.Equals(@lock.Class)));

    // `return true` with the lock, `return false` without it, or the lock with a value and null without: the caller can tell, so it may be a contract.
    private static bool TellsCaller(List<PathExit> holding, List<PathExit> released)
    {
        if (holding.Any(exit => exit.IsThrow || exit.Value is null) || released.Any(exit => exit.Value is null))
        {
            return false;
        }

        var whenHeld = new HashSet<ReturnedValue>(holding.Select(exit => exit.Returned));
        var whenReleased = new HashSet<ReturnedValue>(released.Select(exit => exit.Returned));
        var isPlausible = whenHeld.Any(IsBoolean) || whenReleased.Any(IsBoolean) || (whenReleased.Contains(ReturnedValue.Null) && whenReleased.Count == 1);
        return isPlausible && !whenHeld.Overlaps(whenReleased);
    }

    private static bool IsBoolean(ReturnedValue value) => value is ReturnedValue.True or ReturnedValue.False;

    // A guard, or whatever was made from the lock, is handed to the caller together with the duty to release.
    private static bool Escapes(BodyContext context, PathExit exit, HeldEntry entry) => exit.Value is { } value && IsMadeFrom(value, entry, context);

    // The same, kept where other code finds it.
    private static bool IsStored(BodyContext context, HeldEntry entry) => context.Graph.Blocks
        .SelectMany(block => block.Operations)
        .SelectMany(operation => context.StepsOf(operation))
        .OfType<ISimpleAssignmentOperation>()
        .Any(kept => kept.Target is IMemberReferenceOperation or IParameterReferenceOperation && IsMadeFrom(kept.Value, entry, context));

    // What the acquisition returned, an object that got the lock when it was made, or a callback that names it.
    private static bool IsMadeFrom(IOperation value, HeldEntry entry, BodyContext context) => value.DescendantsAndSelf().Any(operation => operation switch
    {
        IFlowAnonymousFunctionOperation => operation.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == LockPaths.NameOf(entry.Lock.Class.Name)),
        IArgumentOperation { Parent: IObjectCreationOperation } given => context.Resolver.Target(given.Value).Path.Equals(entry.Lock.Path),
        _ => operation.Syntax.Span.Contains(entry.AcquiredAt.Location.SourceSpan) && operation.Syntax.SyntaxTree == entry.AcquiredAt.Location.SourceTree,
    });
}
