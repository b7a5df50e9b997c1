namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>
/// Two tasks that each take twenty pairs of forty locks, one pair after the other. All pairs are in order but one: somewhere, the second task takes a pair of
/// the first the other way round, at a place that has nothing to do with where the first takes it.
/// </summary>
internal sealed class HiddenAbba
{
    private const int Locks = 40;
    private const int Pairs = 20;

    private readonly List<(int Outer, int Inner)> _first;
    private readonly List<(int Outer, int Inner)> _second;

    public HiddenAbba(int seed)
    {
        var random = new Random(seed);
        (_first, _second) = (Draw(random), Draw(random));
        var (outer, inner) = _first[random.Next(Pairs)];
        _second[random.Next(Pairs)] = (inner, outer);
    }

    public void Build(World world)
    {
        var locks = Enumerable.Range(0, Locks).Select(i => new TinyLock($"lock {i}")).ToArray();
        world.Start("first", () => Take(locks, _first));
        world.Start("second", () => Take(locks, _second));
    }

    private static List<(int Outer, int Inner)> Draw(Random random) =>
        [.. Enumerable.Range(0, Pairs).Select(_ => (Outer: random.Next(Locks - 1), random)).Select(pair => (pair.Outer, random.Next(pair.Outer + 1, Locks)))];

    private static void Take(TinyLock[] locks, List<(int Outer, int Inner)> pairs)
    {
        foreach (var (outer, inner) in pairs)
        {
            locks[outer].Enter();
            locks[inner].Enter();
            locks[inner].Exit();
            locks[outer].Exit();
        }
    }
}
