namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Monitor.Enter and Exit written out, with finally.</summary>
internal static class MonitorCalls
{
    public static Seed Seed { get; } = new(
        "inversion with Monitor.Enter and Exit",
        "Import enters the index and then the store, Export the store and then the index, both with explicit monitors.",
        ["MM1002"],
        """
        namespace Archive;

        public sealed class Index
        {
            internal object Sync { get; } = new();

            internal SortedDictionary<string, long> Offsets { get; } = [];
        }

        public sealed class Store
        {
            private readonly object _sync = new();
            private readonly Index _index;
            private readonly MemoryStream _body = new();

            public Store(Index index) => _index = index;

            public void Import(string name, byte[] content)
            {
                Monitor.Enter(_index.Sync);
                try
                {
                    Monitor.Enter(_sync);
                    try
                    {
                        _index.Offsets[name] = _body.Length;
                        _body.Write(content);
                    }
                    finally
                    {
                        Monitor.Exit(_sync);
                    }
                }
                finally
                {
                    Monitor.Exit(_index.Sync);
                }
            }

            public long Export(string name)
            {
                Monitor.Enter(_sync);
                try
                {
                    Monitor.Enter(_index.Sync);
                    var offset = _index.Offsets[name];
                    Monitor.Exit(_index.Sync);
                    return _body.Length - offset;
                }
                finally
                {
                    Monitor.Exit(_sync);
                }
            }
        }
        """,
        new Edit(
            """
                    Monitor.Enter(_sync);
                    try
                    {
                        Monitor.Enter(_index.Sync);
                        var offset = _index.Offsets[name];
                        Monitor.Exit(_index.Sync);
                        return _body.Length - offset;
            """,
            """
                    Monitor.Enter(_index.Sync);
                    var offset = _index.Offsets[name];
                    Monitor.Exit(_index.Sync);
                    Monitor.Enter(_sync);
                    try
                    {
                        return _body.Length - offset;
            """));
}
