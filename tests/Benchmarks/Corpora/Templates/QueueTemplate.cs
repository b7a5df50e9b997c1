namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>Waiting and pulsing, with a worker thread.</summary>
internal static class QueueTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Queue
        {
            private readonly object _monitor = new();
            private readonly Queue<{{module.Noun}}> _waiting = new();
            private bool _isStopped;

            public void Enqueue({{module.Noun}} item)
            {
                lock (_monitor)
                {
                    if (_isStopped)
                    {
                        throw new InvalidOperationException("stopped");
                    }

                    _waiting.Enqueue(item);
                    Monitor.Pulse(_monitor);
                }
            }

            public bool TryDequeue(TimeSpan patience, out {{module.Noun}}? item)
            {
                lock (_monitor)
                {
                    while (_waiting.Count == 0)
                    {
                        if (_isStopped || !Monitor.Wait(_monitor, patience))
                        {
                            item = null;
                            return false;
                        }
                    }

                    item = _waiting.Dequeue();
                    return true;
                }
            }

            public void Stop()
            {
                lock (_monitor)
                {
                    _isStopped = true;
                    Monitor.PulseAll(_monitor);
                }
            }

            public Thread Start(Action<{{module.Noun}}> handle)
            {
                var worker = new Thread(() =>
                {
                    while (TryDequeue(TimeSpan.FromSeconds(1), out var item))
                    {
                        handle(item!);
                    }
                });
                worker.Start();
                return worker;
            }
        }
        """;
}
