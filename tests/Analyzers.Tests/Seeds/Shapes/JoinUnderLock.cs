namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>A thread is joined under the lock which its body needs to finish.</summary>
internal static class JoinUnderLock
{
    public static Seed Seed { get; } = new(
        "thread joined under the lock it takes",
        "Close holds the queue's lock and joins the writer thread, whose last act is to lock the queue.",
        ["MM4001"],
        """
        namespace Logging;

        public sealed class BackgroundWriter
        {
            private readonly object _queueLock = new();
            private readonly Queue<string> _queue = new();
            private readonly Thread _thread;
            private bool _closing;

            public BackgroundWriter()
            {
                _thread = new Thread(Drain) { IsBackground = true };
                _thread.Start();
            }

            public void Close()
            {
                lock (_queueLock)
                {
                    _closing = true;
                    _thread.Join();
                }
            }

            private void Drain()
            {
                while (true)
                {
                    lock (_queueLock)
                    {
                        if (_closing && _queue.Count == 0)
                        {
                            return;
                        }

                        _queue.TryDequeue(out _);
                    }
                }
            }
        }
        """,
        new Edit(
            """
                        _closing = true;
                        _thread.Join();
                    }
            """,
            """
                        _closing = true;
                    }

                    _thread.Join();
            """))
    {
        Later = true,
    };
}
