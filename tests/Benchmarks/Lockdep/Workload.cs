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
            case "nest4_lock":
                NestLocks(count);
                break;
            case "nest4_spin":
                NestSpins(count);
                break;
            case "nest4_spin_known":
                NestKnownSpins(_spins, count);
                break;
            case "nest4_two_threads":
                Parallel.Invoke(() => NestKnownSpins(_spins, count), () => NestKnownSpins(_others, count));
                return 2;
            case "mix_known":
                MixKnown(count);
                break;
            default:
                Mix(count);
                break;
        }

        return 1;
    }

    private void NestLocks(int count)
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

    private void NestSpins(int count)
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

    private static void NestKnownSpins(Spinlock[] spins, int count)
    {
        var task = SimTask.Current;
        var counters = new long[64];
        for (var i = 0; i < count; i++)
        {
            using var a = spins[0].Enter(task);
            counters[0]++;
            using var b = spins[1].Enter(task);
            counters[1]++;
            using var c = spins[2].Enter(task);
            counters[2]++;
            using var d = spins[3].Enter(task);
            counters[3]++;
        }
    }

    // One reader and two nested locks drawn from pools, around some ordinary work.
    private void Mix(int count)
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

                Work(random);
            }
        }
    }

    private void MixKnown(int count)
    {
        var task = SimTask.Current;
        var random = 12345u;
        for (var i = 0; i < count; i++)
        {
            random = (random * 1664525) + 1013904223;
            var (x, y) = ((random >> 8) % PoolSize, (random >> 20) % PoolSize);
            using (_outer.Read(task))
            using (_first[x].Enter(task))
            {
                using (_second[y].Enter(task))
                {
                    _counters[y]++;
                }

                Work(random);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Work(uint random)
    {
        for (var k = 0u; k < 200; k++)
        {
            _page[(random + (k * 64)) & 4095] += (byte)k;
        }
    }
}
