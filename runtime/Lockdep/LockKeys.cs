namespace MmRuntime.Lockdep;

/// <summary>The keys by which locks of one class are ordered: which lock has which, for as long as the lock lives.</summary>
/// <remarks>
/// Asked only when two locks of the class are held together. That it is a table, and no field of what a task holds, is what keeps keys off the way of every other
/// acquisition. Members may be called by any thread.
/// </remarks>
internal sealed class LockKeys
{
    private const int FirstSweep = 256;

    private readonly Dictionary<long, (long Key, WeakReference<object> Owner)> _keys = [];
    private int _sweepAt = FirstSweep;

    /// <summary>How many there are, some perhaps of locks that are gone.</summary>
    public int Count
    {
        get
        {
            lock (_keys)
            {
                return _keys.Count;
            }
        }
    }

    /// <summary>Gives a lock its key.</summary>
    /// <param name="instance">Which lock of the class.</param>
    /// <param name="key">The key.</param>
    /// <param name="owner">The lock: with it the entry goes.</param>
    /// <returns>Whether it had none.</returns>
    public bool TryAdd(long instance, long key, object owner)
    {
        lock (_keys)
        {
            if (_keys.Count >= _sweepAt)
            {
                Sweep();
            }

            return _keys.TryAdd(instance, (key, new WeakReference<object>(owner)));
        }
    }

    /// <summary>The key of a lock; null if it was given none.</summary>
    public long? Find(long instance)
    {
        lock (_keys)
        {
            return _keys.TryGetValue(instance, out var found) ? found.Key : null;
        }
    }

    // Doubling the limit makes the cost of all sweeps a constant for each lock.
    private void Sweep()
    {
        foreach (var (instance, entry) in _keys)
        {
            if (!entry.Owner.TryGetTarget(out _))
            {
                _keys.Remove(instance);
            }
        }

        _sweepAt = Math.Max(FirstSweep, _keys.Count * 2);
    }
}
