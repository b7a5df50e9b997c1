namespace MmRuntime.Physical;

/// <summary>Part of memory by who can reach it.</summary>
/// <remarks>Source: <c>enum zone_type</c> (<c>include/linux/mmzone.h</c>, v6.19).</remarks>
public enum ZoneKind
{
    /// <summary>What devices with 32-bit addresses reach: the low end of memory.</summary>
    Dma32,

    /// <summary>All the rest.</summary>
    Normal,
}
