namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>A reader-writer lock, upgraded on a miss.</summary>
internal static class CacheTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Cache : IDisposable
        {
            private readonly ReaderWriterLockSlim _access = new();
            private readonly Dictionary<int, {{module.Noun}}> _items = new();
            private readonly {{module.Noun}}Journal _journal;

            public {{module.Noun}}Cache({{module.Noun}}Journal journal) => _journal = journal;

            public {{module.Noun}}? Find(int id)
            {
                _access.EnterReadLock();
                try
                {
                    return _items.TryGetValue(id, out var item) ? item : null;
                }
                finally
                {
                    _access.ExitReadLock();
                }
            }

            public {{module.Noun}} GetOrAdd(int id, Func<int, {{module.Noun}}> make)
            {
                _access.EnterUpgradeableReadLock();
                try
                {
                    if (_items.TryGetValue(id, out var known))
                    {
                        return known;
                    }

                    var made = make(id);
                    _access.EnterWriteLock();
                    try
                    {
                        _items[id] = made;
                        _journal.Record("cached " + id);
                    }
                    finally
                    {
                        _access.ExitWriteLock();
                    }

                    return made;
                }
                finally
                {
                    _access.ExitUpgradeableReadLock();
                }
            }

            public void Dispose() => _access.Dispose();
        }
        """;
}
