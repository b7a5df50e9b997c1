namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>The lock type of .NET 9, as a scope and with calls.</summary>
internal static class RegistryTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Registry
        {
            private readonly Lock _lock = new();
            private readonly Dictionary<string, {{module.Noun}}Cache> _caches = new(StringComparer.Ordinal);

            public {{module.Noun}}Cache Open(string name, {{module.Noun}}Journal journal)
            {
                lock (_lock)
                {
                    if (!_caches.TryGetValue(name, out var cache))
                    {
                        cache = new {{module.Noun}}Cache(journal);
                        _caches.Add(name, cache);
                        journal.Record("opened " + name);
                    }

                    return cache;
                }
            }

            public int Count
            {
                get
                {
                    using (_lock.EnterScope())
                    {
                        return _caches.Count;
                    }
                }
            }

            public bool Close(string name)
            {
                {{module.Noun}}Cache? closed;
                _lock.Enter();
                try
                {
                    if (!_caches.Remove(name, out closed))
                    {
                        return false;
                    }
                }
                finally
                {
                    _lock.Exit();
                }

                closed.Dispose();
                return true;
            }
        }
        """;
}
