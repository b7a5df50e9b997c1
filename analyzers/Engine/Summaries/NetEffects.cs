using System.Collections.Immutable;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Reads a member's net effect off its exits.</summary>
internal static class NetEffects
{
    /// <summary>What the member leaves changed, per outcome where its returned boolean tells.</summary>
    public static NetEffect Of(ImmutableArray<PathExit> exits)
    {
        var normal = exits.Where(exit => !exit.IsThrow).ToList();
        if (normal.All(exit => exit.State.Held.IsEmpty && exit.State.Dropped.IsEmpty))
        {
            return NetEffect.None;
        }

        var onTrue = normal.Where(exit => exit.Returned == ReturnedValue.True).ToList();
        var onFalse = normal.Where(exit => exit.Returned == ReturnedValue.False).ToList();
        if (onTrue.Count + onFalse.Count == normal.Count && onTrue.Count > 0 && onFalse.Count > 0)
        {
            var (whenTrue, uncertainTrue) = Common(onTrue);
            var (whenFalse, uncertainFalse) = Common(onFalse);
            return new(whenTrue, whenFalse, uncertainTrue.Union(uncertainFalse).ToImmutableArray());
        }

        var (always, uncertain) = Common(normal);
        return new(always, always, uncertain);
    }

    // What all exits agree on is certain; what only some change is not.
    private static (LockChange Change, ImmutableArray<LockRef> Uncertain) Common(List<PathExit> exits)
    {
        var acquired = exits.Select(exit => Acquired(exit.State)).ToList();
        var released = exits.Select(exit => Released(exit.State)).ToList();
        var everywhereAcquired = acquired[0].Where(entry => acquired.All(set => set.Contains(entry))).ToImmutableArray();
        var everywhereReleased = released[0].Where(entry => released.All(set => set.Contains(entry))).ToImmutableArray();
        var uncertain = acquired.SelectMany(set => set).Where(entry => !everywhereAcquired.Contains(entry))
            .Concat(released.SelectMany(set => set).Where(entry => !everywhereReleased.Contains(entry)))
            .Select(entry => entry.Lock)
            .Concat(exits.SelectMany(exit => exit.State.Held.Where(entry => entry.IsUnknown).Select(entry => entry.Lock)))
            .Distinct()
            .OrderBy(@lock => @lock.ToString(), StringComparer.Ordinal)
            .ToImmutableArray();
        return (new(everywhereAcquired, everywhereReleased), uncertain);
    }

    // A lock of the caller that was dropped and taken again is as it was.
    private static List<(LockRef Lock, LockMode Mode)> Acquired(PathState state) => state.Held
        .Where(entry => !entry.IsUnknown && !entry.IsCallers && entry.Lock.Path.Root != PathRoot.Fresh && !IsDropped(state, entry.Lock))
        .Select(entry => (entry.Lock, entry.Mode))
        .ToList();

    private static List<(LockRef Lock, LockMode Mode)> Released(PathState state) => state.Dropped
        .Where(dropped => !state.Held.Any(entry => !entry.IsCallers && entry.Lock.IsSameInstance(dropped.Lock)))
        .ToList();

    private static bool IsDropped(PathState state, LockRef @lock) => state.Dropped.Any(dropped => dropped.Lock.IsSameInstance(@lock));
}
