using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests;

/// <summary>One test's own validator, tasks on it, and what it reported.</summary>
internal sealed class World
{
    private static int _names;

    private CollectingSink _sink = new();

    public World(bool isChecked = false) => Validator = new(_sink, isChecked);

    public LockValidator Validator { get; }

    public IReadOnlyList<LockdepReport> Reports => _sink.Reports;

    /// <summary>A lock-class name that no other test has: classes live as long as the process.</summary>
    public static string Fresh(string name) => $"{name}{System.Threading.Interlocked.Increment(ref _names)}";

    /// <summary>Runs code as a task of this world, on this thread.</summary>
    public void Run(Action body, string task = "task") => new SimTask(task, Validator).Run(body);

    /// <summary>Runs code as tasks on threads of their own, all at once.</summary>
    public void RunTogether(params Action[] bodies)
    {
        var tasks = bodies.Select((body, i) => Task.Factory.StartNew(
            () => Run(body, $"task {i}"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Assert.True(Task.WaitAll(tasks, TimeSpan.FromMinutes(5)), "a thread hangs");
    }

    /// <summary>Forgets the reports so far; what the validator has learnt stays.</summary>
    public void Forget() => Validator.Sink = _sink = new CollectingSink();

    /// <summary>Makes the validator refuse, from now on.</summary>
    public void Refuse() => Validator.Sink = ThrowingSink.Instance;
}
