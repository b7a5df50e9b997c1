namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>Small programs that several tests explore.</summary>
internal static class Programs
{
    /// <summary>Two tasks take two locks in opposite order.</summary>
    public static void Abba(World world)
    {
        var (a, b) = (new TinyLock("a"), new TinyLock("b"));
        world.Start("first", () => TakeBoth(a, b));
        world.Start("second", () => TakeBoth(b, a));
    }

    /// <summary>Two tasks take two locks in one order.</summary>
    public static void InOrder(World world)
    {
        var (a, b) = (new TinyLock("a"), new TinyLock("b"));
        world.Start("first", () => TakeBoth(a, b));
        world.Start("second", () => TakeBoth(a, b));
    }

    /// <summary>Two tasks count to two, not in one step.</summary>
    public static void LostUpdate(World world)
    {
        var count = new Cell("count");
        world.Start("first", () => count.Value++);
        world.Start("second", () => count.Value++);
        world.AtEnd(() => world.Check(count.Value == 2));
    }

    private static void TakeBoth(TinyLock outer, TinyLock inner)
    {
        outer.Enter();
        inner.Enter();
        inner.Exit();
        outer.Exit();
    }
}
