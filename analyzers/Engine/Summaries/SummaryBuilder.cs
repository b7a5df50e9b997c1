using System.Collections.Immutable;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Makes a member's summary from the outcome of its bodies.</summary>
internal static class SummaryBuilder
{
    /// <summary>The summary; <see cref="MethodSummary.None"/> when a budget was met.</summary>
    public static MethodSummary Of(IEnumerable<BodyOutcome> outcomes, Budgets budgets)
    {
        var events = new SortedDictionary<string, LockEvent>(StringComparer.Ordinal);
        var net = NetEffect.None;
        foreach (var outcome in outcomes)
        {
            if (outcome.Budget is not null)
            {
                return MethodSummary.None;
            }

            foreach (var at in outcome.Record.Events)
            {
                Add(events, Seen(at, outcome.Context));
            }

            net = NetEffects.Of(outcome.Exits);
        }

        return events.Count == 0 && net.IsNone ? MethodSummary.None : new(events.Values.Take(budgets.Events).ToImmutableArray(), net);
    }

    /// <summary>One step longer: what a callee's event is to the caller's callers.</summary>
    public static ImmutableArray<Site> Prepend(Site call, ImmutableArray<Site> trace, int maxLength)
    {
        var longer = trace.Insert(0, call);

        // Cut in the middle: where it starts and where it ends is what the reader needs.
        return longer.Length <= maxLength ? longer : longer.RemoveAt(maxLength / 2);
    }

    private static LockEvent Seen(EventAt at, BodyContext context)
    {
        var requires = ImmutableSortedDictionary.CreateBuilder<int, bool>();
        foreach (var condition in at.State.Conditions.Concat(at.Event.Needs))
        {
            if (ConditionKeys.ParameterOf(condition.Key) is { } ordinal && context.Method?.Parameters.Length > ordinal)
            {
                requires[ordinal] = condition.Value;
            }
        }

        return at.Event with
        {
            Under = ImmutableArray<HeldLock>.Empty,
            IsHandedOn = false,
            IsLater = at.Event.IsHandedOn || (context.Method is { IsAsync: true } && at.Event.IsLater) || context.MayHaveReturnedBefore(at.Operation),
            Within = at.State.Held.Where(entry => !entry.IsUnknown).Select(entry => entry.ToHeldLock()).Concat(at.Event.Within).ToImmutableArray(),
            Dropped = at.State.Dropped.Select(dropped => dropped.Lock).Concat(at.Event.Dropped).Distinct().ToImmutableArray(),
            Requires = requires.ToImmutable(),
            Needs = ImmutableArray<KeyValuePair<string, bool>>.Empty,
        };
    }

    private static void Add(SortedDictionary<string, LockEvent> events, LockEvent happened)
    {
        // Locks on objects that the member made and kept to itself concern nobody else.
        if (happened.Lock.Path.Root == PathRoot.Fresh)
        {
            return;
        }

        events[happened.Key] = events.TryGetValue(happened.Key, out var known) ? Merge(known, happened) : happened;
    }

    private static LockEvent Merge(LockEvent left, LockEvent right)
    {
        var shorter = Compare(left.Trace, right.Trace) <= 0 ? left : right;
        return shorter with
        {
            IsLater = left.IsLater && right.IsLater,
            Within = left.Within.Where(held => right.Within.Any(other => other.Lock.IsSameInstance(held.Lock) && other.Mode == held.Mode)).ToImmutableArray(),
            Dropped = left.Dropped.Where(dropped => right.Dropped.Any(other => other.IsSameInstance(dropped))).ToImmutableArray(),
            Requires = left.Requires.Where(pair => right.Requires.TryGetValue(pair.Key, out var value) && value == pair.Value).ToImmutableSortedDictionary(),
        };
    }

    private static int Compare(ImmutableArray<Site> left, ImmutableArray<Site> right)
    {
        if (left.Length != right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].CompareTo(right[i]) is var order and not 0)
            {
                return order;
            }
        }

        return 0;
    }
}
