using System.Runtime.CompilerServices;

namespace MmRuntime.Lockdep;

/// <summary>The rolling key of a chain of held locks.</summary>
/// <remarks>
/// Bit 0 is left free for "a class is in it twice", and bit 1 is always set, so that no key is zero. 62 bits tell a million chains apart with a chance of one in
/// ten million to be wrong; checked mode compares whole chains.
/// </remarks>
internal static class ChainKey
{
    /// <summary>Bit of a stored key: the chain is in order unless two of its entries are one and the same lock.</summary>
    public const ulong SameClassTwice = 1;

    /// <summary>The key of no lock at all.</summary>
    public const ulong Empty = 2;

    private const ulong NeverZero = 2;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>The key of a chain with one more lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Next(ulong key, ulong token)
    {
        // The high half of a product is the well mixed one, and the table is indexed by the low bits.
        var product = (key ^ token) * Multiplier;
        return ((product ^ (product >> 32)) & ~SameClassTwice) | NeverZero;
    }
}
