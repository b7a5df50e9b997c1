using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>The possible states at one point: a canonically sorted set of bounded size.</summary>
internal sealed class PathStates : IEquatable<PathStates>
{
    /// <summary>No path leads here.</summary>
    public static readonly PathStates None = new(ImmutableArray<PathState>.Empty);

    private PathStates(ImmutableArray<PathState> paths) => Paths = paths;

    public ImmutableArray<PathState> Paths { get; }

    /// <summary>The set of these states, merged until there are at most <paramref name="cap"/>.</summary>
    public static PathStates Of(IEnumerable<PathState> states, int cap)
    {
        var all = states as IReadOnlyList<PathState> ?? states.ToList();
        if (all.Count <= 1)
        {
            return all.Count == 0 ? None : new(ImmutableArray.Create(all[0]));
        }

        var merged = Distinct(all);

        // First give up conditions that are only texts, then the variables, which may be the flags of a try; last which of the differing locks are held.
        merged = merged.Count > cap ? Distinct(merged.Values.Select(state => state.Forgetting(ConditionKeys.IsPlain))) : merged;
        merged = merged.Count > cap ? Distinct(merged.Values.Select(state => state.Blurring(_ => true))) : merged;

        return merged.Count > cap ? new(ImmutableArray.Create(Collapse(merged.Values))) : new(merged.Values.ToImmutableArray());
    }

    /// <summary>The union of both.</summary>
    public PathStates Join(PathStates other, int cap) => ReferenceEquals(this, other) ? this : Of(Paths.Concat(other.Paths), cap);

    /// <summary>The union without incoming states that differ from a known one only in how often locks are held.</summary>
    public PathStates JoinAtLoopHead(PathStates backEdge, int cap)
    {
        var keys = new HashSet<string>(Paths.Select(state => state.Key), StringComparer.Ordinal);
        var shapes = new HashSet<string>(Paths.Where(state => !state.Held.IsEmpty).Select(state => state.ShapeKey), StringComparer.Ordinal);
        return Of(Paths.Concat(backEdge.Paths.Where(state => keys.Contains(state.Key) || !CountsUp(state, shapes))), cap);
    }

    /// <summary>Each state changed.</summary>
    public PathStates Select(Func<PathState, PathState> change, int cap) => Of(Paths.Select(change), cap);

    public bool Equals(PathStates? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Paths.Length != other.Paths.Length)
        {
            return false;
        }

        for (var i = 0; i < Paths.Length; i++)
        {
            if (!Paths[i].Equals(other.Paths[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as PathStates);

    public override int GetHashCode() => Paths.Aggregate(17, (hash, state) => (hash * 31) + state.GetHashCode());

    private static bool CountsUp(PathState state, HashSet<string> shapes) => state.CountsUp && shapes.Contains(state.ShapeKey);

    private static SortedDictionary<string, PathState> Distinct(IEnumerable<PathState> states)
    {
        var distinct = new SortedDictionary<string, PathState>(StringComparer.Ordinal);
        foreach (var state in states)
        {
            distinct[state.Key] = distinct.TryGetValue(state.Key, out var known) ? PathState.Earliest(known, state) : state;
        }

        RemoveCovered(distinct);
        return distinct;
    }

    // A state that another one covers says nothing new. Without this, what a cap gave up would come round a loop again and again, and never come to rest.
    private static void RemoveCovered(SortedDictionary<string, PathState> states)
    {
        if (states.Count < 2)
        {
            return;
        }

        var all = states.Values.ToList();
        foreach (var state in all.Where(state => all.Exists(other => other.Covers(state) && !(state.Covers(other) && string.CompareOrdinal(state.Key, other.Key) < 0))))
        {
            states.Remove(state.Key);
        }
    }

    private static PathState Collapse(IEnumerable<PathState> states)
    {
        var all = states.ToList();
        var held = new SortedDictionary<string, HeldEntry>(StringComparer.Ordinal);
        foreach (var entry in all.SelectMany(state => state.Held))
        {
            var name = entry.Lock.ToString() + (int)entry.Mode;
            var isEverywhere = all.All(state => state.Held.Any(other => other.HasKeyOf(entry) && !other.IsUnknown));
            held[name] = entry with { Count = isEverywhere ? entry.Count : 1, IsUnknown = !isEverywhere };
        }

        return all.SelectMany(state => state.Dropped).Aggregate(
            PathState.Empty.WithHeld(held.Values.ToImmutableArray()).Blurred(), (state, dropped) => state.WithDropped(dropped.Lock, dropped.Mode));
    }
}
