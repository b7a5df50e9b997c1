using System.Diagnostics;

namespace MmRuntime.Lockdep;

/// <summary>One acquisition under examination. Lives while the validator's lock is held.</summary>
internal sealed class Acquisition(LockHolder stack, HeldLock taken, LockGraph graph)
{
    private StackTrace? _calls;

    /// <summary>Who takes it, and what that task holds already.</summary>
    public LockHolder Stack { get; } = stack;

    /// <summary>What is taken.</summary>
    public HeldLock Taken { get; } = taken;

    /// <summary>What is known so far.</summary>
    public LockGraph Graph { get; } = graph;

    /// <summary>Its node.</summary>
    public LockNode Node { get; } = graph.Node(taken.Lock.Node);

    /// <summary>Where.</summary>
    public SourcePlace Place => Taken.Place;

    /// <summary>The calls that lead here; taken only if something is new.</summary>
    public StackTrace Calls => _calls ??= CallerFrames.Capture();

    /// <summary>What is wrong with it.</summary>
    public List<LockdepReport> Found { get; } = [];
}
