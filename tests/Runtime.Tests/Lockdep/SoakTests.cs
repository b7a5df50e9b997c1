using System.Globalization;
using MmRuntime.Deferred;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using Xunit.Abstractions;

namespace MmRuntime.Tests.Lockdep;

/// <summary>
/// Two threads over every kind of lock, in an order that is kept: nothing is reported, and afterwards, in the same process, everything still is that should be.
/// </summary>
/// <remarks>Two seconds here. <c>MM_SOAK_SECONDS=600 dotnet test tests/Runtime.Tests --filter SoakTests --logger "console;verbosity=detailed"</c> for ten minutes.</remarks>
public sealed class SoakTests(ITestOutputHelper output)
{
    private readonly World _world = new();
    private readonly List<Subject.Handle> _sleeping = [.. Subject.All.Where(subject => !subject.Spins).Select(subject => subject.Make(LockClass.Named(World.Fresh("soak"))))];
    private readonly Spinlock _outerSpin = new(World.Fresh("soak.spin"));
    private readonly Spinlock _innerSpin = new(World.Fresh("soak.spin"));
    private readonly RcuDomain _rcu = new(World.Fresh("soak.rcu"));
    private readonly Completion _done = new(World.Fresh("soak.done"));
    private long _counter;

    [Fact]
    public void Silent_over_every_kind_of_lock_and_right_afterwards()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("MM_SOAK_SECONDS") ?? "2", NumberStyles.None, CultureInfo.InvariantCulture);
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(seconds);
        var rounds = new long[2];
        var threads = Enumerable.Range(0, 2).Select(number => new Thread(() => _world.Run(() => rounds[number] = Work(number, end), $"soak {number}"))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var statistics = _world.Validator.Statistics;
        output.WriteLine($"{statistics.Acquisitions} acquisitions validated in {seconds} s, {statistics.Examined} examined, {statistics.Chains} chains, {statistics.Edges} edges");
        Assert.Empty(_world.Reports);
        Assert.InRange(statistics.Acquisitions, seconds * 170_000L, long.MaxValue);
        Assert.Equal(rounds.Sum(), _counter);

        // What two threads did for so long must not have made the validator blind.
        foreach (var cell in OrderMatrixTests.Cells())
        {
            new OrderMatrixTests().Reports_what_the_pattern_deserves((string)cell[0], (string)cell[1], (string)cell[2]);
        }
    }

    private long Work(int thread, DateTime end)
    {
        using var queue = new Workqueue(World.Fresh("soak.queue"));
        var work = queue.Create(
            () =>
            {
                using var held = _innerSpin.Enter();
                _done.Complete();
            },
            World.Fresh("soak.work"));
        var rounds = 0L;
        for (var i = 0; (i & 255) != 0 || DateTime.UtcNow < end; i++)
        {
            // Every third kind from another one on: many chains, all in one order.
            var first = (i + thread) % _sleeping.Count;
            for (var k = first; k < _sleeping.Count; k += 3)
            {
                _sleeping[k].Enter();
            }

            using (_rcu.Enter())
            using (_outerSpin.Enter())
            using (_innerSpin.Enter())
            {
                _counter++;
            }

            for (var k = first; k < _sleeping.Count; k += 3)
            {
                _sleeping[k].Exit();
            }

            rounds++;
            if ((i & 1023) == 0)
            {
                work.Queue();
                work.Flush();
                _done.Wait();
            }
        }

        return rounds;
    }
}
