namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Semaphores with one permit used as locks, waited for synchronously.</summary>
internal static class SemaphoreSync
{
    public static Seed Seed { get; } = new(
        "inversion of semaphores",
        "Printing takes the printer and then the spool; cancelling takes the spool and then the printer.",
        ["MM1002"],
        """
        namespace Printing;

        public sealed class Printer
        {
            internal SemaphoreSlim Device { get; } = new(1, 1);

            internal string? Current { get; set; }
        }

        public sealed class Spool(Printer printer)
        {
            private readonly SemaphoreSlim _jobsLock = new(1, 1);
            private readonly List<string> _jobs = [];

            public void PrintNext()
            {
                printer.Device.Wait();
                try
                {
                    _jobsLock.Wait();
                    printer.Current = _jobs.FirstOrDefault();
                    _jobsLock.Release();
                }
                finally
                {
                    printer.Device.Release();
                }
            }

            public void Cancel(string job)
            {
                _jobsLock.Wait();
                try
                {
                    _jobs.Remove(job);
                    printer.Device.Wait();
                    printer.Current = null;
                    printer.Device.Release();
                }
                finally
                {
                    _jobsLock.Release();
                }
            }
        }
        """,
        new Edit(
            """
                        _jobs.Remove(job);
                        printer.Device.Wait();
                        printer.Current = null;
                        printer.Device.Release();
                    }
                    finally
                    {
                        _jobsLock.Release();
                    }
            """,
            """
                        _jobs.Remove(job);
                    }
                    finally
                    {
                        _jobsLock.Release();
                    }

                    printer.Device.Wait();
                    printer.Current = null;
                    printer.Device.Release();
            """));
}
