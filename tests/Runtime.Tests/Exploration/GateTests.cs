using MmRuntime.Exploration;
using MmRuntime.Exploration.Steps;

namespace MmRuntime.Tests.Exploration;

/// <summary>Where threads hand each other the turn, in both ways of sleeping.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lets_one_wait_pass_for_each_opening(bool usesFutex)
    {
        var (forth, back) = (new Gate(usesFutex), new Gate(usesFutex));
        var passed = 0;
        var thread = new Thread(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                forth.Wait();
                passed++;
                back.Open();
            }
        });
        thread.Start();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Equal(i, passed);
            forth.Open();
            back.Wait();
        }

        thread.Join();
        Assert.Equal(20_000, passed);
    }

    [Fact]
    public void Explored_tasks_share_a_processor_and_leave_the_caller_as_it_was()
    {
        var before = AllowedProcessors();
        var seen = new HashSet<string>();
        Explorer.Run(world =>
        {
            world.Start("one", () => seen.Add(AllowedProcessors()));
            world.Start("other", () => seen.Add(AllowedProcessors()));
        });
        Assert.Equal(before, AllowedProcessors());
        Assert.True(!OperatingSystem.IsLinux() || seen.Single().All(char.IsAsciiDigit), $"bound to {string.Join(" and ", seen)}");
    }

    [Fact]
    public void A_thread_that_an_explored_task_starts_may_run_anywhere()
    {
        var (before, seen) = (AllowedProcessors(), string.Empty);
        Explorer.Run(world => world.Start("one", () =>
        {
            var thread = new Thread(() => seen = AllowedProcessors());
            thread.Start();
            thread.Join();
        }));
        Assert.Equal(before, seen);
    }

    // As the system tells it: 0 or 0-7.
    private static string AllowedProcessors() => !OperatingSystem.IsLinux() ? string.Empty
        : File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Remembers_one_opening_and_no_more(bool usesFutex)
    {
        var (gate, done) = (new Gate(usesFutex), new Gate(usesFutex));
        gate.Open();
        gate.Open();
        gate.Wait();
        var hasPassed = false;
        var thread = new Thread(() =>
        {
            done.Open();
            gate.Wait();
            hasPassed = true;
        });
        thread.Start();
        done.Wait();
        Assert.False(hasPassed);
        gate.Open();
        thread.Join();
        Assert.True(hasPassed);
    }
}
