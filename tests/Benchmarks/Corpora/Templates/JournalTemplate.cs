namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>The innermost lock of a module, taken in every way that <c>Monitor</c> has.</summary>
internal static class JournalTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Journal
        {
            private readonly object _gate = new();
            private readonly List<string> _entries = new();
            private int _dropped;

            public void Record(string entry)
            {
                lock (_gate)
                {
                    _entries.Add(entry);
                    if (_entries.Count > 1000)
                    {
                        Trim();
                    }
                }
            }

            public bool TryRecord(string entry, TimeSpan patience)
            {
                var taken = false;
                try
                {
                    Monitor.TryEnter(_gate, patience, ref taken);
                    if (!taken)
                    {
                        Interlocked.Increment(ref _dropped);
                        return false;
                    }

                    _entries.Add(entry);
                    return true;
                }
                finally
                {
                    if (taken)
                    {
                        Monitor.Exit(_gate);
                    }
                }
            }

            public string[] Snapshot()
            {
                Monitor.Enter(_gate);
                try
                {
                    return _entries.Count == 0 ? Array.Empty<string>() : _entries.ToArray();
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
            }

            private void Trim() => _entries.RemoveRange(0, _entries.Count / 2);
        }
        """;
}
