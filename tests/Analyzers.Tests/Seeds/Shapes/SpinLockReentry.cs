namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>A spin lock taken again by its own holder spins for ever.</summary>
internal static class SpinLockReentry
{
    public static Seed Seed { get; } = new(
        "spin lock re-entered",
        "Add spins on the counter's lock and, on overflow, calls Flush, which spins on the same lock.",
        ["MM1003"],
        """
        namespace Metrics;

        public sealed class Counter
        {
            private SpinLock _spin = new(enableThreadOwnerTracking: false);
            private long _pending;
            private long _total;

            public void Add(long amount)
            {
                var taken = false;
                try
                {
                    _spin.Enter(ref taken);
                    _pending += amount;
                    if (_pending > 1000)
                    {
                        Flush();
                    }
                }
                finally
                {
                    if (taken)
                    {
                        _spin.Exit();
                    }
                }
            }

            public void Flush()
            {
                var taken = false;
                try
                {
                    _spin.Enter(ref taken);
                    _total += _pending;
                    _pending = 0;
                }
                finally
                {
                    if (taken)
                    {
                        _spin.Exit();
                    }
                }
            }
        }
        """,
        new Edit(
            """
                            Flush();
            """,
            """
                            _total += _pending;
                            _pending = 0;
            """));
}
