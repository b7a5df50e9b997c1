using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>How a path stood towards a lock when it released it.</summary>
internal enum ReleaseStanding
{
    /// <summary>It held the lock.</summary>
    Held,

    /// <summary>It never had it: the caller's lock, or a contract.</summary>
    NotOurs,

    /// <summary>It had released it before, and a branch on something unknown lies between.</summary>
    PerhapsReleased,

    /// <summary>It had released it before.</summary>
    Released,

    /// <summary>It had tried to take it, and failed.</summary>
    Failed,

    /// <summary>Nothing certain.</summary>
    Unknown,
}

/// <summary>An event with the state in which it happens.</summary>
/// <param name="Operation">The acquisition or call in this body.</param>
/// <param name="Event">What happens, in terms of this body.</param>
/// <param name="State">What was held.</param>
internal sealed record EventAt(IOperation Operation, LockEvent Event, PathState State);

/// <summary>A second acquisition by the holder.</summary>
internal sealed record AgainAt(IOperation Operation, LockEvent Event, HeldEntry Held);

/// <summary>A release with the standing of one path.</summary>
internal sealed record ReleaseAt(IOperation Operation, LockRef Lock, ReleaseStanding Standing, ReleasedEntry? Earlier);

/// <summary>Everything that happened while a body was analysed; filled by <see cref="LockTransfer"/>, each thing once.</summary>
internal sealed class BodyRecord
{
    private readonly HashSet<(IOperation, string, PathState)> _seenEvents = [];
    private readonly HashSet<(IOperation, string, string)> _seen = [];
    private readonly Dictionary<IOperation, ImmutableArray<HeldEntry>> _heldAtCall = [];
    private readonly Dictionary<IOperation, ImmutableArray<HeldEntry>> _heldAtYield = [];

    /// <summary>Blocking acquisitions, own and of callees.</summary>
    public List<EventAt> Events { get; } = [];

    /// <summary>Second acquisitions that hang or throw.</summary>
    public List<AgainAt> Again { get; } = [];

    /// <summary>Releases.</summary>
    public List<ReleaseAt> Releases { get; } = [];

    /// <summary>Releases by an expression that may name another lock than when it was taken.</summary>
    public List<(IOperation Release, HeldEntry Entry)> Moved { get; } = [];

    /// <summary>Elements handed out by an iterator, with what is held.</summary>
    public List<(IOperation Yield, HeldEntry Entry)> Yields { get; } = [];

    /// <summary>Try-acquires whose outcome nothing looks at.</summary>
    public HashSet<IOperation> Ignored { get; } = [];

    /// <summary>Classes that some code here takes alone: readers of these can be held up.</summary>
    public HashSet<LockClass> ExclusiveClasses { get; } = [];

    /// <summary>Whether a call made a difference here that is passed over where only what happens under a lock is asked for.</summary>
    public bool SawMore { get; set; }

    /// <summary>What every path holds wherever an element is handed out.</summary>
    public ImmutableArray<HeldEntry> HeldAtYields => _heldAtYield.Count == 0
        ? ImmutableArray<HeldEntry>.Empty
        : _heldAtYield.Values.Aggregate((left, right) => left.RemoveAll(entry => !right.Any(other => other.Key == entry.Key))).RemoveAll(entry => entry.IsUnknown || entry.IsCallers);

    /// <summary>What every path holds at a call.</summary>
    public IReadOnlyDictionary<IOperation, ImmutableArray<HeldEntry>> HeldAtCall => _heldAtCall;

    public void Add(EventAt happened)
    {
        if (_seenEvents.Add((happened.Operation, happened.Event.Key, happened.State)))
        {
            Events.Add(happened);
        }
    }

    public void Add(AgainAt again)
    {
        if (_seen.Add((again.Operation, "again" + again.Event.Key, again.Held.Key)))
        {
            Again.Add(again);
        }
    }

    public void Add(ReleaseAt release)
    {
        if (_seen.Add((release.Operation, "release" + release.Lock, release.Standing.ToString())))
        {
            Releases.Add(release);
        }
    }

    /// <summary>Notes what is held where an iterator hands out an element.</summary>
    public void AddYield(IOperation yield, IReadOnlyCollection<PathState> paths)
    {
        foreach (var path in paths)
        {
            Add(_heldAtYield, yield, path);
        }

        foreach (var entry in paths.SelectMany(path => path.Held).Where(entry => !entry.IsUnknown && !entry.IsCallers))
        {
            if (_seen.Add((yield, "yield", entry.Key)))
            {
                Yields.Add((yield, entry));
            }
        }
    }

    /// <summary>Notes that a path makes this call with these locks held.</summary>
    public void AddCall(IOperation call, PathState state) => Add(_heldAtCall, call, state);

    private static void Add(Dictionary<IOperation, ImmutableArray<HeldEntry>> table, IOperation at, PathState state) =>
        table[at] = table.TryGetValue(at, out var known)
            ? known.Where(entry => state.Held.Any(other => other.Key == entry.Key)).ToImmutableArray()
            : state.Held;
}
