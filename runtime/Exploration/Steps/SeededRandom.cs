namespace MmRuntime.Exploration.Steps;

/// <summary>Random numbers that depend on the seed only.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below a bound.</summary>
    public int Below(int bound) => (int)((UInt128)Hash.Next(ref _state) * (ulong)bound >> 64);
}
