namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Disposing a cancellation registration waits for its running callback.</summary>
internal static class CancelAndWait
{
    public static Seed Seed { get; } = new(
        "registration disposed under the lock its callback takes",
        "Stop disposes the registration under the gate and waits for the callback, which is waiting for the gate.",
        ["MM4001"],
        """
        namespace Polling;

        public sealed class Poller
        {
            private readonly object _gate = new();
            private CancellationTokenRegistration _registration;
            private bool _running;

            public void Start(CancellationToken cancel)
            {
                lock (_gate)
                {
                    _running = true;
                }

                _registration = cancel.Register(OnCancelled);
            }

            public void Stop()
            {
                lock (_gate)
                {
                    _running = false;
                    _registration.Dispose();
                }
            }

            private void OnCancelled()
            {
                lock (_gate)
                {
                    _running = false;
                }
            }
        }
        """,
        new Edit(
            """
                        _running = false;
                        _registration.Dispose();
                    }
            """,
            """
                        _running = false;
                    }

                    _registration.Dispose();
            """))
    {
        Later = true,
    };
}
