using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Which modes of one lock keep each other out.</summary>
internal static class LockModes
{
    /// <summary>Whether two threads can never hold one lock in these modes at once.</summary>
    public static bool Exclude(LockMode left, LockMode right) =>
        left == LockMode.Exclusive || right == LockMode.Exclusive || (left == LockMode.Upgradeable && right == LockMode.Upgradeable);
}
