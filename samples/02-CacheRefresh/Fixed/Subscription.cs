using System.Collections.Concurrent;

namespace CacheRefresh;

/// <summary>What one subscriber has received and not yet read.</summary>
internal sealed class Subscription(string symbol)
{
    public string Symbol { get; } = symbol;

    public ConcurrentQueue<Quote> Inbox { get; } = new();
}
