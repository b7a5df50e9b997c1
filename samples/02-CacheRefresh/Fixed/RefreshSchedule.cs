namespace CacheRefresh;

/// <summary>Which symbols are due for a refresh.</summary>
internal sealed class RefreshSchedule
{
    private readonly object _dueLock = new();
    private readonly Queue<string> _due = new();

    public void Add(string symbol)
    {
        lock (_dueLock)
        {
            _due.Enqueue(symbol);
        }
    }

    /// <summary>Moves the first symbol to the end; returns how many are due.</summary>
    public int PostponeFirst()
    {
        lock (_dueLock)
        {
            if (_due.Count < 2)
            {
                return _due.Count;
            }

            _due.Enqueue(_due.Dequeue());
            return _due.Count;
        }
    }
}
