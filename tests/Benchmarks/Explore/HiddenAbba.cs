using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmAnalyzers.Benchmarks.Explore;

/// <summary>
/// Two tasks that each take twenty pairs of forty locks, one pair after the other. All pairs are in order but one: somewhere, the second task takes a pair of
/// the first the other way round, at a place that has nothing to do with where the first takes it.
/// </summary>
internal sealed class HiddenAbba
{
    private const int Locks = 40;
    private const int Pairs = 20;

    // As if each pair were written out on a line of its own.
    private const int FirstLine = 1_000;

    private readonly List<(int Outer, int Inner)> _first;
    private readonly List<(int Outer, int Inner)> _second;
    private readonly int _firstBad;
    private readonly int _secondBad;

    public HiddenAbba(int seed)
    {
        var random = new Random(seed);
        (_first, _second) = (Draw(random), Draw(random));
        (_firstBad, _secondBad) = (random.Next(Pairs), random.Next(Pairs));
        var (outer, inner) = _first[_firstBad];
        _second[_secondBad] = (inner, outer);
    }

    /// <summary>What a static analysis would say of it: where the two locks are taken in both orders.</summary>
    public Witness Witness => new(
        new WitnessRole { Task = "first", Line = FirstLine + _firstBad }, new WitnessRole { Task = "second", Line = FirstLine + _secondBad });

    public void Build(World world)
    {
        var locks = Enumerable.Range(0, Locks).Select(i => new SleepingMutex($"abba40.{i}")).ToArray();
        world.Start("first", () => Take(locks, _first));
        world.Start("second", () => Take(locks, _second));
    }

    private static List<(int Outer, int Inner)> Draw(Random random)
    {
        var pairs = new List<(int Outer, int Inner)>();
        while (pairs.Count < Pairs)
        {
            var outer = random.Next(Locks - 1);
            pairs.Add((outer, random.Next(outer + 1, Locks)));
        }

        return pairs;
    }

    private static void Take(SleepingMutex[] locks, List<(int Outer, int Inner)> pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            using (locks[pairs[i].Outer].Enter(line: FirstLine + i))
            {
                using (locks[pairs[i].Inner].Enter())
                {
                }
            }
        }
    }
}
