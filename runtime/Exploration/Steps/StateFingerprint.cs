using System.Runtime.InteropServices;

namespace MmRuntime.Exploration.Steps;

/// <summary>
/// Names the state of an execution by what has happened, up to the order of operations that do not depend on each other. Two schedules with the same
/// fingerprint have led to the same state.
/// </summary>
/// <remarks>
/// An event's hash mixes the last event of its task with the events it depends on: for a read the last write of the same state, for anything else the reads
/// since then too. So it stands for its whole past, and since tasks are deterministic, equal pasts are equal states. The sum over all events does not know in
/// which order independent ones came. 64 bits: with ten million states the chance that any two meet is three in a million.
/// </remarks>
internal sealed class StateFingerprint
{
    private readonly Dictionary<(object Subject, long Index), Place> _places = new(new PlaceComparer());
    private Place _everything;

    /// <summary>The fingerprint of the state reached.</summary>
    public ulong Sum { get; private set; }

    /// <summary>Forgets the last execution.</summary>
    public StateFingerprint Restart()
    {
        _places.Clear();
        _everything = default;
        Sum = 0;
        return this;
    }

    /// <summary>What the sum will be after a task's next step, except for permits it gives on the way.</summary>
    public ulong After(ExploredTask task)
    {
        var operation = task.Pending;
        Place none = default;
        ref var place = ref none;
        if (!operation.IsLocal)
        {
            place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (operation.Subject!, operation.Index), out _);
        }

        return Sum + Event(task, operation, place);
    }

    /// <summary>A task does the operation it stands before.</summary>
    public void Step(ExploredTask task)
    {
        var operation = task.Pending;
        if (operation.IsLocal)
        {
            Add(task, Event(task, operation, default));
            return;
        }

        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (operation.Subject!, operation.Index), out _);
        var hash = Event(task, operation, place);
        place.Follow(hash, operation.Kind == StepKind.Read);
        if (operation.Kind != StepKind.Read)
        {
            // Whoever looks again may see any change; changes do not see each other by that.
            _everything.Follow(hash, isRead: operation.Kind != StepKind.Look);
        }

        Add(task, hash);
    }

    /// <summary>A permit is given, which orders the giver with everything that the receiver does.</summary>
    public void Permit(ExploredTask? giver, ExploredTask receiver)
    {
        var hash = Hash.Mix(giver?.History ?? Sum, receiver.History, 2);
        if (giver is not null)
        {
            giver.History = hash;
        }

        receiver.History = Hash.Mix(receiver.History, hash, 3);
        Sum += hash;
    }

    /// <summary>A choice is made.</summary>
    public void Choice(ExploredTask task, int choice) => Add(task, Hash.Mix(task.History, (ulong)choice, 4));

    /// <summary>The clock has moved, which everybody may notice.</summary>
    public void Advance(IEnumerable<ExploredTask> tasks, long now)
    {
        var all = Hash.Mix(Sum, (ulong)now, 5);
        foreach (var task in tasks)
        {
            task.History = Hash.Mix(task.History, all, 6);
        }

        Sum += all;
    }

    /// <summary>An identity for something that a task makes, or the program's beginning.</summary>
    public ulong Bear(ExploredTask? parent, int ordinal)
    {
        if (parent is null)
        {
            return Hash.Mix(Sum, (ulong)ordinal, 7);
        }

        var identity = Hash.Mix(parent.History, 0, 8);
        Add(parent, Hash.Mix(identity, 0, 9));
        return identity;
    }

    /// <summary>An identity for what comes of something at a time.</summary>
    public static ulong Bear(ulong parent, long now) => Hash.Mix(parent, (ulong)now, 10);

    private static ulong Hash3(ulong history, StepKind kind, in Place place) =>
        Hash.Mix(history, Hash.Mix(place.Writes, kind == StepKind.Read ? 0 : place.Reads, 11), (ulong)kind);

    private ulong Event(ExploredTask task, Operation operation, in Place place)
    {
        var hash = Hash3(task.History, operation.Kind, place);
        return operation.IsLocal || operation.Kind == StepKind.Read
            ? hash
            : Hash.Mix(hash, _everything.Writes, operation.Kind == StepKind.Look ? _everything.Reads : 0);
    }

    private void Add(ExploredTask task, ulong hash)
    {
        task.History = hash;
        Sum += hash;
    }

    /// <summary>What has happened to one piece of shared state: its last write, and the reads since then in no order.</summary>
    private struct Place
    {
        public ulong Writes;
        public ulong Reads;

        public void Follow(ulong hash, bool isRead)
        {
            (Writes, Reads) = isRead ? (Writes, Reads + hash) : (hash, 0);
        }
    }

    private sealed class PlaceComparer : IEqualityComparer<(object Subject, long Index)>
    {
        public bool Equals((object Subject, long Index) x, (object Subject, long Index) y) => ReferenceEquals(x.Subject, y.Subject) && x.Index == y.Index;

        public int GetHashCode((object Subject, long Index) place) =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(place.Subject) ^ (int)(place.Index * 0x61C88647);
    }
}
