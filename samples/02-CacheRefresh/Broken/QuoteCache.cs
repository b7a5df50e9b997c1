namespace CacheRefresh;

internal sealed class QuoteCache(SubscriberRegistry subscribers, TimeSpan delay)
{
    private readonly object _quotesLock = new();
    private readonly Dictionary<string, Quote> _quotes = [];

    public Quote? Find(string symbol)
    {
        lock (_quotesLock)
        {
            return _quotes.GetValueOrDefault(symbol);
        }
    }

    public void Refresh(Quote quote)
    {
        lock (_quotesLock)
        {
            _quotes[quote.Symbol] = quote;
            Thread.Sleep(delay);
            subscribers.Publish(quote);
        }
    }
}
