using System.Collections.Immutable;
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
        var leaks = new SortedDictionary<Site, Leak>();
        foreach (var entry in outcome.Exits.SelectMany(exit => exit.State.Held).Where(entry => !entry.IsUnknown && !entry.IsCallers && entry.Lock.Path.IsKnown))
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
        if (released.Count == 0 || holding.Any(exit => exit.State.IsBlurred) || TellsCaller(holding, released) || holding.Any(exit => Escapes(exit, entry)))
        {
            return null;
        }

        var exits = holding.Select(exit => exit.Site).Distinct().OrderBy(site => site).ToImmutableArray();
        return new(entry.ToHeldLock(), exits);
    }

    private static bool Holds(PathExit exit, HeldEntry entry) =>
        exit.State.Held.Any(other => !other.IsUnknown && other.Mode == entry.Mode && other.Lock.IsSameInstance(entry.Lock));

    private static bool WasReleased(PathExit exit, HeldEntry entry) =>
        exit.State.Released.Any(other => other.Mode == entry.Mode && other.Lock.IsSameInstance(entry.Lock));

    private static bool IsReleasedExplicitly(BodyOutcome outcome, LockRef @lock) =>
        outcome.Record.Releases.Any(release => release.Standing == ReleaseStanding.Held && !release.Operation.IsImplicit && release.Lock.IsSameInstance(@lock));

    private static bool IsUncertainSomewhere(BodyOutcome outcome, LockRef @lock) =>
        outcome.Exits.Any(exit => exit.State.Held.Any(entry => entry.IsUnknown && entry.Lock.Class.Equals(@lock.Class)));

    // `return true` with the lock, `return false` without it: the caller can tell, so it is a contract.
    private static bool TellsCaller(List<PathExit> holding, List<PathExit> released)
    {
        var normal = holding.Where(exit => !exit.IsThrow).ToList();
        if (normal.Count == 0 || normal.Count != holding.Count)
        {
            return false;
        }

        var whenHeld = new HashSet<ReturnedValue>(normal.Select(exit => exit.Returned));
        var whenReleased = new HashSet<ReturnedValue>(released.Select(exit => exit.Returned));
        return !whenHeld.Overlaps(whenReleased) && normal.All(exit => exit.Value is not null) && released.All(exit => exit.Value is not null)
            && (whenHeld.Any(IsTelling) || whenReleased.Any(IsTelling));
    }

    private static bool IsTelling(ReturnedValue value) => value != ReturnedValue.Other;

    // A guard, or whatever was made from the lock, is handed to the caller together with the duty to release.
    private static bool Escapes(PathExit exit, HeldEntry entry) =>
        exit.Value is { } value && value.DescendantsAndSelf().Any(operation =>
            operation.Syntax.Span.Contains(entry.AcquiredAt.Location.SourceSpan) && operation.Syntax.SyntaxTree == entry.AcquiredAt.Location.SourceTree);
}
