using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>What it costs to meet a chain for the first time: eight locks at most, in a graph of a thousand edges at most.</summary>
internal static class FirstSeen
{
    // 45 locks make 990 edges in one order.
    private const int Locks = 45;
    private const int MostHeld = 8;

    /// <summary>Takes locks in ever new combinations of pairs that are known.</summary>
    /// <param name="chains">About how many new chains to make.</param>
    /// <returns>Processor nanoseconds for each.</returns>
    public static double Chains(int chains)
    {
        var random = new Random(1);
        var all = Enumerable.Range(0, Locks).ToArray();
        return Measure(before: TakePairs, measured: locks =>
        {
            for (var i = 0; i < chains / MostHeld; i++)
            {
                Take(locks, [.. random.GetItems(all, MostHeld).Distinct().Order()], 0);
            }
        });
    }

    /// <summary>Takes each pair of locks for the first time: the calls that lead there are kept then.</summary>
    /// <returns>Processor nanoseconds for each.</returns>
    public static double Edges() => Measure(before: static locks => Take(locks, [0], 0), measured: TakePairs);

    private static double Measure(Action<SleepingMutex[]> before, Action<SleepingMutex[]> measured)
    {
        var validator = new LockValidator(new CollectingSink());
        var locks = Enumerable.Range(0, Locks).Select(i => new SleepingMutex($"bench.first{i}")).ToArray();
        var each = 0.0;
        new SimTask("first", validator).Run(() =>
        {
            before(locks);
            var examined = validator.Statistics.Examined;
            var start = Environment.CpuUsage.TotalTime;
            measured(locks);
            each = (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / (validator.Statistics.Examined - examined);
        });
        return each;
    }

    private static void TakePairs(SleepingMutex[] locks)
    {
        for (var i = 0; i < Locks; i++)
        {
            for (var j = i + 1; j < Locks; j++)
            {
                Take(locks, [i, j], 0);
            }
        }
    }

    private static void Take(SleepingMutex[] locks, int[] chosen, int from)
    {
        if (from < chosen.Length)
        {
            using (locks[chosen[from]].Enter())
            {
                Take(locks, chosen, from + 1);
            }
        }
    }
}
