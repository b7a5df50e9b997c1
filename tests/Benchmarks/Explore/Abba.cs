using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmAnalyzers.Benchmarks.Explore;

/// <summary>Two locks, taken twice.</summary>
internal static class Abba
{
    /// <summary>Opposite orders: can deadlock.</summary>
    public static void Build(World world) => Build(world, isInOrder: false);

    /// <summary>One order: cannot.</summary>
    public static void BuildInOrder(World world) => Build(world, isInOrder: true);

    /// <summary>One task does what the two do.</summary>
    public static void BuildAlone(World world)
    {
        var (a, b) = (new SleepingMutex("abba.a"), new SleepingMutex("abba.b"));
        world.Start("both", () =>
        {
            Take(a, b);
            Take(a, b);
        });
    }

    private static void Build(World world, bool isInOrder)
    {
        var (a, b) = (new SleepingMutex("abba.a"), new SleepingMutex("abba.b"));
        world.Start("first", () => Take(a, b));
        world.Start("second", () => Take(isInOrder ? a : b, isInOrder ? b : a));
    }

    private static void Take(SleepingMutex outer, SleepingMutex inner)
    {
        using (outer.Enter())
        {
            using (inner.Enter())
            {
            }
        }
    }
}
