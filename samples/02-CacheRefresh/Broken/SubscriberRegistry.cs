namespace CacheRefresh;

internal sealed class SubscriberRegistry(TimeSpan delay)
{
    private readonly object _subscribersLock = new();
    private readonly List<Subscription> _subscribers = [];

    public Subscription Add(string symbol, QuoteCache cache)
    {
        var subscription = new Subscription(symbol);
        lock (_subscribersLock)
        {
            _subscribers.Add(subscription);
            Thread.Sleep(delay);

            // A new subscriber shall not wait for the next refresh.
            if (cache.Find(symbol) is { } quote)
            {
                subscription.Inbox.Enqueue(quote);
            }
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
