namespace MmRuntime.Lockdep;

/// <summary>One lock class in one role, in the graph of a validator. All members are guarded by the graph's lock.</summary>
internal sealed class LockNode(int number)
{
    /// <summary>Class and subclass.</summary>
    public int Number { get; } = number;

    /// <summary>What reports call it.</summary>
    public string Name => LockMap.NameOf(Number);

    /// <summary>Its class.</summary>
    public LockClass Class => LockClassTable.At(Number / LockClass.MaxSubclasses);

    /// <summary>What was taken while this was held.</summary>
    public List<LockEdge> Outgoing { get; } = [];

    /// <summary>What was held while this was taken.</summary>
    public List<LockEdge> Incoming { get; } = [];

    /// <summary>In what contexts it was used.</summary>
    public LockUsage Usage { get; } = new();
}
