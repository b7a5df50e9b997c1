using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Finds attempts to take a lock after which a body goes on whether they succeeded or not.</summary>
internal static class UncheckedTryFinder
{
    /// <summary>The attempts, in order of their places.</summary>
    public static ImmutableArray<UncheckedTry> In(BodyOutcome outcome)
    {
        if (outcome.Record.Ignored.Count == 0 && !outcome.Record.Releases.Exists(release => release.Standing == ReleaseStanding.Failed))
        {
            return ImmutableArray<UncheckedTry>.Empty;
        }

        var found = new SortedDictionary<Site, UncheckedTry>();
        var ignored = new HashSet<Site>(outcome.Record.Ignored.Select(outcome.Context.SiteOf));
        foreach (var group in outcome.Record.Releases.GroupBy(release => (release.Operation, release.Lock)))
        {
            // Where it is not known whether the lock is held, nothing is said.
            if (group.FirstOrDefault(release => release.Standing == ReleaseStanding.Failed) is { Earlier: { } failed } bad && group.All(release => release.Standing != ReleaseStanding.Unknown))
            {
                var release = outcome.Context.SiteOf(bad.Operation);
                if (!found.TryGetValue(failed.AcquiredAt, out var known) || release.CompareTo(known.ReleasedAt) < 0)
                {
                    found[failed.AcquiredAt] = new(bad.Lock, failed.AcquiredAt, ignored.Contains(failed.AcquiredAt), release);
                }
            }
        }

        foreach (var operation in outcome.Record.Ignored)
        {
            if (outcome.Context.LockCallOf(operation) is { } call && !found.ContainsKey(outcome.Context.SiteOf(operation)) && IsSurelyMeantToHold(call, outcome))
            {
                found.Add(outcome.Context.SiteOf(operation), new(call.Lock, outcome.Context.SiteOf(operation), IsIgnored: true, null));
            }
        }

        return found.Values.Where(one => !IsDrained(one, outcome)).ToImmutableArray();
    }

    // A semaphore or a mutex may be waited for only to pass the time; the other locks have no such use. Who has it can be asked of the lock itself, too.
    private static bool IsSurelyMeantToHold(LockCall call, BodyOutcome outcome) =>
        call.Lock.Class.Kind is not (PrimitiveKind.SemaphoreSlim or PrimitiveKind.Semaphore or PrimitiveKind.Mutex)
        && call.Operation.Syntax.FirstAncestorOrSelf<StatementSyntax>() is { } statement
        && statement.Parent is BlockSyntax block && block.Statements.Last() != statement
        && !OperationsOf(outcome).Any(other => outcome.Context.LockCallOf(other) is { Api.Action: LockAction.IsHeld } asked && asked.Lock.Class.Equals(call.Lock.Class));

    private static IEnumerable<IOperation> OperationsOf(BodyOutcome outcome) =>
        outcome.Context.Graph.Blocks
            .SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            .SelectMany(operation => outcome.Context.StepsOf(operation));

    // `gate.Wait(0); gate.Release();` takes a permit if there is one and puts one back: afterwards there is exactly one.
    private static bool IsDrained(UncheckedTry one, BodyOutcome outcome) =>
        one is { IsIgnored: true, Lock.Class.Kind: PrimitiveKind.SemaphoreSlim or PrimitiveKind.Semaphore }
        && outcome.Record.Ignored.Any(operation => outcome.Context.SiteOf(operation).Equals(one.Site)
            && operation is IInvocationOperation { Arguments.Length: > 0 } call && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 });
}
