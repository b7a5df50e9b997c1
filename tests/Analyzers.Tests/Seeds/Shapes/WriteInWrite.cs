namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Entering the write lock of a non-recursive reader-writer lock twice throws.</summary>
internal static class WriteInWrite
{
    public static Seed Seed { get; } = new(
        "write lock re-entered through a call",
        "Merge enters the write lock and calls Set for each pair, which enters it again: LockRecursionException on the first pair.",
        ["MM1003"],
        """
        namespace Registry;

        public sealed class Table
        {
            private readonly ReaderWriterLockSlim _lock = new();
            private readonly Dictionary<string, int> _rows = [];

            public void Set(string key, int value)
            {
                _lock.EnterWriteLock();
                try
                {
                    _rows[key] = value;
                }
                finally
                {
                    _lock.ExitWriteLock();
                }
            }

            public void Merge(IReadOnlyDictionary<string, int> other)
            {
                _lock.EnterWriteLock();
                try
                {
                    foreach (var (key, value) in other)
                    {
                        Set(key, value);
                    }
                }
                finally
                {
                    _lock.ExitWriteLock();
                }
            }
        }
        """,
        new Edit(
            """
                            Set(key, value);
            """,
            """
                            _rows[key] = value;
            """));
}
