using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// What is known on one group of paths: locks held in order of acquisition, locks given back, locks of the caller given back, and known conditions.
/// </summary>
internal sealed class PathState : IEquatable<PathState>
{
    /// <summary>Nothing held, nothing known.</summary>
    public static readonly PathState Empty = new(
        ImmutableArray<HeldEntry>.Empty, ImmutableArray<ReleasedEntry>.Empty, ImmutableArray<(LockRef, LockMode)>.Empty, ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal));

    private string? _key;
    private string? _lockKey;

    private PathState(ImmutableArray<HeldEntry> held, ImmutableArray<ReleasedEntry> released, ImmutableArray<(LockRef Lock, LockMode Mode)> dropped, ImmutableSortedDictionary<string, bool> conditions)
    {
        Held = held;
        Released = released;
        Dropped = dropped;
        Conditions = conditions;
    }

    public ImmutableArray<HeldEntry> Held { get; }

    public ImmutableArray<ReleasedEntry> Released { get; }

    /// <summary>Locks given back that this body never took: the caller's.</summary>
    public ImmutableArray<(LockRef Lock, LockMode Mode)> Dropped { get; }

    /// <summary>Known conditions by canonical text.</summary>
    public ImmutableSortedDictionary<string, bool> Conditions { get; }

    /// <summary>Whether known conditions were given up because there were too many states: what hangs on them is no longer told apart.</summary>
    public bool IsBlurred { get; private init; }

    /// <summary>Canonical text: equal states, equal text. Origins are no part of it.</summary>
    public string Key => _key ??= Conditions.IsEmpty ? LockKey + "|" : LockKey + "|" + string.Join(";", Conditions.Select(condition => condition.Key + "=" + (condition.Value ? "1" : "0")));

    /// <summary>The same without conditions.</summary>
    public string LockKey => _lockKey ??= Held.IsEmpty && Released.IsEmpty && Dropped.IsEmpty && !IsBlurred
        ? "||"
        : string.Join(";", Held.Select(entry => entry.Key)) + "|" + string.Join(";", Released.Select(entry => entry.Key)) + "|" + string.Join(";", Dropped) + (IsBlurred ? "~" : string.Empty);

    /// <summary>Held locks without counts and conditions: what must not grow around a loop.</summary>
    public string ShapeKey => string.Join(";", Held.Select(entry => entry.KeyWithoutCount).Distinct());

    /// <summary>Whether something is held more than once, or locks that nobody can tell apart.</summary>
    public bool CountsUp
    {
        get
        {
            for (var i = 0; i < Held.Length; i++)
            {
                if (Held[i].Count > 1 || (!Held[i].Lock.Path.IsKnown && HasAlike(i)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public PathState WithHeld(ImmutableArray<HeldEntry> held) => new(held, Released, Dropped, Conditions) { IsBlurred = IsBlurred };

    public PathState WithReleased(ImmutableArray<ReleasedEntry> released) => new(Held, released, Dropped, Conditions) { IsBlurred = IsBlurred };

    public PathState WithDropped(LockRef @lock, LockMode mode) => Dropped.Contains((@lock, mode)) ? this : new(Held, Released, Dropped.Add((@lock, mode)), Conditions) { IsBlurred = IsBlurred };

    public PathState WithCondition(string key, bool value) => new(Held, Released, Dropped, Conditions.SetItem(key, value)) { IsBlurred = IsBlurred };

    /// <summary>Without the conditions that <paramref name="forget"/> selects.</summary>
    public PathState Forgetting(Func<string, bool> forget)
    {
        if (Conditions.IsEmpty)
        {
            return this;
        }

        List<string>? gone = null;
        foreach (var condition in Conditions)
        {
            if (forget(condition.Key))
            {
                (gone ??= []).Add(condition.Key);
            }
        }

        return gone is null ? this : new(Held, Released, Dropped, Conditions.RemoveRange(gone)) { IsBlurred = IsBlurred };
    }

    /// <summary>Without these conditions, and saying so.</summary>
    public PathState Blurring(Func<string, bool> forget)
    {
        var forgotten = Forgetting(forget);
        return ReferenceEquals(forgotten, this) ? this : new(Held, Released, Dropped, forgotten.Conditions) { IsBlurred = true };
    }

    /// <summary>The same, saying that what hangs on conditions is not told apart.</summary>
    public PathState Blurred() => IsBlurred ? this : new(Held, Released, Dropped, Conditions) { IsBlurred = true };

    /// <summary>
    /// Whether whatever is possible in <paramref name="other"/>, another state, is possible here: the same locks and fewer conditions known; or, where too
    /// many states were made one, locks that may as well be held as not.
    /// </summary>
    public bool Covers(PathState other)
    {
        if (ReferenceEquals(this, other) || (other.IsBlurred && !IsBlurred) || Conditions.Count > other.Conditions.Count)
        {
            return false;
        }

        var isSame = Held.Length == other.Held.Length && Released.Length == other.Released.Length && Dropped.Length == other.Dropped.Length && HasSameLocks(other);
        return (isSame || (IsBlurred && Released.IsEmpty && CoversLocks(other)))
            && Conditions.All(condition => other[condition.Key] == condition.Value);
    }

    private bool HasAlike(int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (Held[i].Mode == Held[index].Mode && Held[i].Lock.Equals(Held[index].Lock))
            {
                return true;
            }
        }

        return false;
    }

    private bool CoversLocks(PathState other) =>
        other.Held.All(entry => Held.Any(known => known.HasKeyOf(entry) || (known.IsUnknown && known.Mode == entry.Mode && known.Lock.Equals(entry.Lock))))
        && Held.All(known => known.IsUnknown || other.Held.Any(known.HasKeyOf))
        && other.Dropped.All(dropped => Dropped.Contains(dropped));

    /// <summary>The value of a condition, null if it is not known.</summary>
    public bool? this[string condition] => Conditions.TryGetValue(condition, out var value) ? value : null;

    /// <summary>Of two equal states, the one whose locks were taken earlier in the source.</summary>
    public static PathState Earliest(PathState left, PathState right)
    {
        for (var i = 0; i < left.Held.Length && i < right.Held.Length; i++)
        {
            var order = left.Held[i].AcquiredAt.CompareTo(right.Held[i].AcquiredAt);
            if (order != 0)
            {
                return order < 0 ? left : right;
            }
        }

        return left;
    }

    /// <summary>Whether <see cref="Key"/> is the same, without making it.</summary>
    public bool Equals(PathState? other) =>
        ReferenceEquals(this, other)
        || (other is not null && IsBlurred == other.IsBlurred && Held.Length == other.Held.Length && Released.Length == other.Released.Length
            && Dropped.Length == other.Dropped.Length && Conditions.Count == other.Conditions.Count && HasSameLocks(other)
            && (ReferenceEquals(Conditions, other.Conditions) || Conditions.SequenceEqual(other.Conditions)));

    public override bool Equals(object? obj) => Equals(obj as PathState);

    public override int GetHashCode()
    {
        var hash = (Held.Length * 31) + Conditions.Count + (Released.Length << 8) + (Dropped.Length << 16);
        foreach (var entry in Held)
        {
            hash = (hash * 31) + entry.Lock.Class.GetHashCode();
        }

        return hash;
    }

    private bool HasSameLocks(PathState other)
    {
        for (var i = 0; i < Held.Length; i++)
        {
            if (!Held[i].HasKeyOf(other.Held[i]))
            {
                return false;
            }
        }

        for (var i = 0; i < Released.Length; i++)
        {
            if (!ReferenceEquals(Released[i], other.Released[i]) && Released[i].Key != other.Released[i].Key)
            {
                return false;
            }
        }

        for (var i = 0; i < Dropped.Length; i++)
        {
            if (!Dropped[i].Equals(other.Dropped[i]))
            {
                return false;
            }
        }

        return true;
    }
}
