namespace CacheRefresh;

internal sealed record Quote(string Symbol, decimal Price);
