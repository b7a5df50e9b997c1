namespace MmAnalyzers.Engine.Locks;

/// <summary>How a lock is held.</summary>
internal enum LockMode
{
    /// <summary>Alone: every other holder is kept out.</summary>
    Exclusive,

    /// <summary>Together with other readers. A new reader still queues behind a waiting writer.</summary>
    Shared,

    /// <summary>Together with readers, but with no second upgradeable reader.</summary>
    Upgradeable,
}
