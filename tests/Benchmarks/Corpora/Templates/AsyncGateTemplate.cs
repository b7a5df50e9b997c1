namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>A wrapper around a semaphore whose guard gives it back.</summary>
internal static class AsyncGateTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}AsyncGate
        {
            private readonly SemaphoreSlim _semaphore = new(1, 1);

            public async Task<Guard> EnterAsync(CancellationToken cancellation)
            {
                await _semaphore.WaitAsync(cancellation).ConfigureAwait(false);
                return new Guard(_semaphore);
            }

            public bool TryRun(Action action)
            {
                if (!_semaphore.Wait(0))
                {
                    return false;
                }

                try
                {
                    action();
                    return true;
                }
                finally
                {
                    _semaphore.Release();
                }
            }

            public readonly struct Guard : IDisposable
            {
                private readonly SemaphoreSlim _semaphore;

                internal Guard(SemaphoreSlim semaphore) => _semaphore = semaphore;

                public void Dispose() => _semaphore.Release();
            }
        }
        """;
}
