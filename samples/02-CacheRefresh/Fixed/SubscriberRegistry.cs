namespace CacheRefresh;

internal sealed class SubscriberRegistry(TimeSpan delay)
{
    // Innermost: nothing else is taken while it is held.
    private readonly object _subscribersLock = new();
    private readonly List<Subscription> _subscribers = [];

    public Subscription Add(string symbol, QuoteCache cache)
    {
        var subscription = new Subscription(symbol);
        lock (_subscribersLock)
        {
            _subscribers.Add(subscription);
            Thread.Sleep(delay);
        }

        // After the lock. A refresh in between delivers the newer quote first; at worst the same quote comes twice.
        if (cache.Find(symbol) is { } quote)
        {
            subscription.Inbox.Enqueue(quote);
        }

        return subscription;
    }

    public void Publish(Quote quote)
    {
        lock (_subscribersLock)
        {
            foreach (var subscription in _subscribers)
            {
                if (subscription.Symbol == quote.Symbol)
                {
                    subscription.Inbox.Enqueue(quote);
                }
            }
        }
    }
}
