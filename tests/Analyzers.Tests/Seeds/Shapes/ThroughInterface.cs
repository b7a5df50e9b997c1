namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>The call goes through an interface that has one implementer.</summary>
internal static class ThroughInterface
{
    public static Seed Seed { get; } = new(
        "inversion through an interface",
        "Storing locks the cache and notifies an IEvictionPolicy, whose only implementer locks itself; its trim locks itself and then the cache.",
        ["MM1002"],
        """
        namespace Caching;

        public interface IEvictionPolicy
        {
            void Touched(string key);
        }

        public sealed class Cache
        {
            private readonly object _entriesGate = new();
            private readonly Dictionary<string, byte[]> _entries = [];
            private readonly IEvictionPolicy _policy;

            public Cache(IEvictionPolicy policy) => _policy = policy;

            public void Store(string key, byte[] value)
            {
                lock (_entriesGate)
                {
                    _entries[key] = value;
                    _policy.Touched(key);
                }
            }

            public void Remove(string key)
            {
                lock (_entriesGate)
                {
                    _entries.Remove(key);
                }
            }
        }

        public sealed class LeastRecentlyUsed : IEvictionPolicy
        {
            private readonly object _orderGate = new();
            private readonly LinkedList<string> _order = new();

            public void Touched(string key)
            {
                lock (_orderGate)
                {
                    _order.Remove(key);
                    _order.AddFirst(key);
                }
            }

            public void Trim(Cache cache)
            {
                lock (_orderGate)
                {
                    cache.Remove(_order.Last!.Value);
                    _order.RemoveLast();
                }
            }
        }
        """,
        new Edit(
            """
                    lock (_orderGate)
                    {
                        cache.Remove(_order.Last!.Value);
                        _order.RemoveLast();
                    }
            """,
            """
                    string victim;
                    lock (_orderGate)
                    {
                        victim = _order.Last!.Value;
                        _order.RemoveLast();
                    }

                    cache.Remove(victim);
            """));
}
