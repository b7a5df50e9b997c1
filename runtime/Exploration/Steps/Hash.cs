namespace MmRuntime.Exploration.Steps;

/// <summary>A mixing function, for fingerprints and for random numbers that are the same on every machine.</summary>
internal static class Hash
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Spreads every bit over all others (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>One number of three, in which their order counts.</summary>
    public static ulong Mix(ulong first, ulong second, ulong third) => Mix(Mix(Mix(first + Step) + second + Step) + third + Step);

    /// <summary>The next number of a sequence.</summary>
    public static ulong Next(ref ulong state) => Mix(state += Step);
}
