namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Three calls lie between the first lock and the second.</summary>
internal static class ThreeCalls
{
    public static Seed Seed { get; } = new(
        "inversion through three calls",
        "The scheduler starts a job under its queue lock and three calls later the log locks its file; rolling the log over asks "
        + "the scheduler how busy it is.",
        ["MM1002"],
        """
        namespace Jobs;

        public sealed class Scheduler
        {
            private readonly object _queueGate = new();
            private readonly Queue<string> _queue = new();
            private readonly Runner _runner;

            public Scheduler(Runner runner) => _runner = runner;

            public void StartNext()
            {
                lock (_queueGate)
                {
                    _runner.Start(_queue.Dequeue());
                }
            }

            public int Waiting()
            {
                lock (_queueGate)
                {
                    return _queue.Count;
                }
            }
        }

        public sealed class Runner(JobLog log)
        {
            public void Start(string job) => Announce(job);

            private void Announce(string job) => log.Write("starting " + job);
        }

        public sealed class JobLog
        {
            private readonly object _fileGate = new();
            private readonly List<string> _lines = [];

            public void Write(string line)
            {
                lock (_fileGate)
                {
                    _lines.Add(line);
                }
            }

            public void RollOver(Scheduler scheduler)
            {
                lock (_fileGate)
                {
                    _lines.Clear();
                    _lines.Add($"waiting: {scheduler.Waiting()}");
                }
            }
        }
        """,
        new Edit(
            """
                    lock (_fileGate)
                    {
                        _lines.Clear();
                        _lines.Add($"waiting: {scheduler.Waiting()}");
            """,
            """
                    var waiting = scheduler.Waiting();
                    lock (_fileGate)
                    {
                        _lines.Clear();
                        _lines.Add($"waiting: {waiting}");
            """));
}
