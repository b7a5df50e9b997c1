using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Which modes of one lock keep each other out.</summary>
internal static class LockModes
{
    /// <summary>Whether two threads can never hold one lock in these modes at once.</summary>
    public static bool Exclude(LockMode left, LockMode right) =>
        left == LockMode.Exclusive || right == LockMode.Exclusive || (left == LockMode.Upgradeable && right == LockMode.Upgradeable);

    /// <summary>Whether a thread that asks for the lock can be made to wait until the holder lets go.</summary>
    /// <param name="waiting">How it is asked for.</param>
    /// <param name="held">How it is held.</param>
    /// <param name="hasWriter">
    /// Whether somebody takes the class exclusively: a new reader queues behind a waiting writer, who waits for the present reader.
    /// </param>
    public static bool Blocks(LockMode waiting, LockMode held, bool hasWriter) => Exclude(waiting, held) || hasWriter;
}
