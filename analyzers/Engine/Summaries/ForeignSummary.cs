using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// What another compilation can know of a member: the same whether it sees the member's source or only the text in its assembly, so that an editor
/// and a build report alike.
/// </summary>
internal static class ForeignSummary
{
    /// <summary>The summary without places, without variables of the member, and in canonical order.</summary>
    /// <param name="summary">As the member's own compilation knows it.</param>
    /// <param name="isAsync">Whether the member's body runs on after the call returned.</param>
    public static MethodSummary Of(MethodSummary summary, bool isAsync)
    {
        var events = summary.Events
            .Where(happened => Matters(happened.Lock))
            .Select(Of)
            .GroupBy(happened => happened.Text, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => same.OrderBy(Taker, StringComparer.Ordinal).First())
            .ToImmutableArray();
        var net = Of(summary.Net);
        return events.IsEmpty && net.IsNone
            ? MethodSummary.None
            : new(events, net)
            {
                IsAsync = isAsync || summary.IsAsync,
                IsIterator = summary.IsIterator,
                HeldAtYields = summary.HeldAtYields.SelectMany(held => OfHeld(ImmutableArray.Create(held), new(Location.None, held.AcquiredAt.Member))).ToImmutableArray(),
            };
    }

    // A lock known by its type only, on no known instance, has no order and equals nothing.
    private static bool Matters(LockRef @lock) => !@lock.Class.IsWeak || Of(@lock).Path.IsKnown;

    private static string Taker(LockEvent happened) => happened.Trace.IsEmpty ? string.Empty : happened.Trace[happened.Trace.Length - 1].Member;

    private static LockEvent Of(LockEvent happened)
    {
        var site = new Site(Location.None, Taker(happened));
        return new(Of(happened.Lock), happened.Mode, happened.Trace.IsEmpty ? ImmutableArray<Site>.Empty : ImmutableArray.Create(site))
        {
            Within = OfHeld(happened.Within, site),
            Dropped = happened.Dropped.Select(Of).Where(dropped => dropped.Path.IsKnown).ToImmutableArray(),
            Requires = happened.Requires,
            IsLater = happened.IsLater,
        };
    }

    private static ImmutableArray<HeldLock> OfHeld(ImmutableArray<HeldLock> held, Site site) =>
        held.Where(entry => Matters(entry.Lock)).Select(entry => new HeldLock(Of(entry.Lock), entry.Mode, site)).ToImmutableArray();

    private static NetEffect Of(NetEffect net)
    {
        var whenTrue = Of(net.WhenTrue);
        return new(whenTrue, net.DependsOnResult ? Of(net.WhenFalse) : whenTrue, net.Uncertain.Select(Of).Distinct().ToImmutableArray());
    }

    private static LockChange Of(LockChange change) => new(
        change.Acquired.Select(entry => (Of(entry.Lock), entry.Mode)).ToImmutableArray(),
        change.Released.Select(entry => (Of(entry.Lock), entry.Mode)).ToImmutableArray());

    // No caller can name a variable of the member; its key holds a position in the source.
    private static LockRef Of(LockRef @lock) => @lock.Path.Root is PathRoot.Local or PathRoot.Fresh ? @lock with { Path = AccessPath.Unknown } : @lock;
}
