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

    public void PostponeFirst()
    {
        lock (_dueLock)
        {
            if (_due.Count < 2)
            {
                return;
            }

            _due.Enqueue(_due.Dequeue());
        }
    }
}
