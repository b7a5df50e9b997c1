using System.Globalization;
using System.Runtime.CompilerServices;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Locking.Plain;
using MmRuntime.Scheduling;

namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>The measured side: a process of its own, with validation on or off for good, that runs what it reads from standard input.</summary>
internal sealed class Workload
{
    /// <summary>The command that starts it.</summary>
    public const string Command = "lockdep-child";

    private const int PoolSize = 256;

    private readonly CheckedLock[] _locks = [new("bench.l0"), new("bench.l1"), new("bench.l2"), new("bench.l3")];
    private readonly Spinlock[] _spins = [new("bench.s0"), new("bench.s1"), new("bench.s2"), new("bench.s3")];
    private readonly Spinlock[] _others = [new("bench.s0"), new("bench.s1"), new("bench.s2"), new("bench.s3")];
    private readonly RwSemaphore _outer = new("bench.outer");
    private readonly SleepingMutex[] _first = [.. Enumerable.Range(0, PoolSize).Select(_ => new SleepingMutex("bench.first"))];
    private readonly Spinlock[] _second = [.. Enumerable.Range(0, PoolSize).Select(_ => new Spinlock("bench.second"))];
    private readonly long[] _counters = new long[PoolSize];
    private readonly byte[] _page = new byte[4096];

    /// <summary>Answers each <c>name iterations</c> with processor nanoseconds and allocated bytes an iteration, until the input ends.</summary>
    public static int Run(TextReader input, TextWriter output)
    {
        var workload = new Workload();
        output.WriteLine(LockValidator.IsOn ? "on" : "off");
        output.Flush();
        while (input.ReadLine() is { } request)
        {
            var words = request.Split(' ');
            var count = int.Parse(words[1], CultureInfo.InvariantCulture);
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var nanoseconds = words[0] switch
            {
                "first_chain" => FirstSeen.Chains(count),
                "first_edge" => FirstSeen.Edges(),
                _ => workload.Time(words[0], count),
            };
            bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nanoseconds} {bytes}"));
            output.Flush();
        }

        return ExitCodes.Fine;
    }

    private double Time(string name, int count)
    {
        var start = Environment.CpuUsage.TotalTime;
        var threads = Do(name, count);
        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / (threads * (double)count);
    }

    // Returns how many threads did it.
    private int Do(string name, int count)
    {
        switch (name)
        {
            case "nest4_lock_guards":
                GuardedLocks(count);
                break;
            case "nest4_lock":
                NestLocks(SimTask.Current, count);
                break;
            case "nest4_spin_guards":
                GuardedSpins(count);
                break;
            case "nest4_spin":
                NestSpins(_spins, _counters, SimTask.Current, count);
                break;
            case "nest4_two_threads":
                NestOnTwoThreads(count);
                return 2;
            case "mix":
                Mix(SimTask.Current, count);
                break;
            default:
                GuardedMix(count);
                break;
        }

        return 1;
    }

    private void GuardedLocks(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var a = _locks[0].Enter();
            _counters[0]++;
            using var b = _locks[1].Enter();
            _counters[1]++;
            using var c = _locks[2].Enter();
            _counters[2]++;
            using var d = _locks[3].Enter();
            _counters[3]++;
        }
    }

    private void GuardedSpins(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var a = _spins[0].Enter();
            _counters[0]++;
            using var b = _spins[1].Enter();
            _counters[1]++;
            using var c = _spins[2].Enter();
            _counters[2]++;
            using var d = _spins[3].Enter();
            _counters[3]++;
        }
    }

    // As hot paths do it: they know the task, and nothing between can throw.
    private static void NestSpins(Spinlock[] spins, long[] counters, SimTask task, int count)
    {
        var (a, b, c, d) = (spins[0], spins[1], spins[2], spins[3]);
        for (var i = 0; i < count; i++)
        {
            a.Enter(task);
            counters[0]++;
            b.Enter(task);
            counters[1]++;
            c.Enter(task);
            counters[2]++;
            d.Enter(task);
            counters[3]++;
            d.Exit(task);
            c.Exit(task);
            b.Exit(task);
            a.Exit(task);
        }
    }

    private void NestOnTwoThreads(int count) => Parallel.Invoke(
        () => NestSpins(_spins, _counters, SimTask.Current, count), () => NestSpins(_others, new long[64], SimTask.Current, count));

    private void NestLocks(SimTask task, int count)
    {
        var (a, b, c, d) = (_locks[0], _locks[1], _locks[2], _locks[3]);
        for (var i = 0; i < count; i++)
        {
            a.Enter(task);
            _counters[0]++;
            b.Enter(task);
            _counters[1]++;
            c.Enter(task);
            _counters[2]++;
            d.Enter(task);
            _counters[3]++;
            d.Exit(task);
            c.Exit(task);
            b.Exit(task);
            a.Exit(task);
        }
    }

    // One reader and two nested locks drawn from pools, around some ordinary work.
    private void GuardedMix(int count)
    {
        var random = 12345u;
        for (var i = 0; i < count; i++)
        {
            random = (random * 1664525) + 1013904223;
            var (x, y) = ((random >> 8) % PoolSize, (random >> 20) % PoolSize);
            using (_outer.Read())
            using (_first[x].Enter())
            {
                using (_second[y].Enter())
                {
                    _counters[y]++;
                }

                Work(_page, random);
            }
        }
    }

    private void Mix(SimTask task, int count)
    {
        var random = 12345u;
        for (var i = 0; i < count; i++)
        {
            random = (random * 1664525) + 1013904223;
            var (x, y) = ((random >> 8) % PoolSize, (random >> 20) % PoolSize);
            var (first, second) = (_first[x], _second[y]);
            _outer.Read(task);
            first.Enter(task);
            second.Enter(task);
            _counters[y]++;
            second.Exit(task);
            Work(_page, random);
            first.Exit(task);
            _outer.ExitRead(task);
        }
    }

    // About 200 ns, in registers: sweeping memory takes a fifth more or less time from one start to the next, which is more than what is to be measured.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Work(byte[] page, ulong random)
    {
        for (var k = 0; k < 100; k++)
        {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
        }

        page[random & 4095]++;
    }
}
