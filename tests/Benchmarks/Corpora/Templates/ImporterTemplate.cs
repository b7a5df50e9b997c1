namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>Async code that holds a semaphore across awaits and retries.</summary>
internal static class ImporterTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Importer
        {
            private readonly SemaphoreSlim _throttle = new(4);
            private readonly {{module.Noun}}AsyncGate _gate = new();
            private readonly I{{module.Noun}}Store _store;
            private int _imported;

            public {{module.Noun}}Importer(I{{module.Noun}}Store store) => _store = store;

            public async Task<int> ImportAsync(IReadOnlyList<string> lines, CancellationToken cancellation)
            {
                var tasks = new List<Task>();
                foreach (var line in lines)
                {
                    await _throttle.WaitAsync(cancellation).ConfigureAwait(false);
                    tasks.Add(Task.Run(() => Handle(line), cancellation));
                }

                await Task.WhenAll(tasks).ConfigureAwait(false);
                using (await _gate.EnterAsync(cancellation).ConfigureAwait(false))
                {
                    return _imported;
                }
            }

            private void Handle(string line)
            {
                try
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        if (_gate.TryRun(() => _store.Post(line.Length, 1m, line)))
                        {
                            Interlocked.Increment(ref _imported);
                            return;
                        }

                        Thread.Sleep(attempt * {{10 + (module.Number % 9)}});
                    }
                }
                finally
                {
                    _throttle.Release();
                }
            }
        }
        """;
}
