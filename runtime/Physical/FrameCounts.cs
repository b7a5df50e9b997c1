namespace MmRuntime.Physical;

/// <summary>Arithmetic of the word that counts references in its low half and maps in its high half, so that taking one of each is one atomic addition.</summary>
internal static class FrameCounts
{
    /// <summary>One reference.</summary>
    public const long Reference = 1;

    /// <summary>One map.</summary>
    public const long Map = 1L << 32;

    /// <summary>How many references.</summary>
    public static int References(long counts) => (int)counts;

    /// <summary>How many maps.</summary>
    public static int Maps(long counts) => (int)(counts >> 32);
}
