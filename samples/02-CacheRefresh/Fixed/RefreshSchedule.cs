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

    public string? Next()
    {
        lock (_dueLock)
        {
            return _due.Count == 0 ? null : _due.Dequeue();
        }
    }
}
