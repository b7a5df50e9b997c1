namespace MmRuntime.Operations;

/// <summary>How something is to be mapped.</summary>
/// <remarks>Source: <c>MAP_*</c> (<c>include/uapi/linux/mman.h</c>, v6.19). Without <see cref="Shared"/> it is private.</remarks>
[Flags]
public enum MapFlags
{
    /// <summary>Private, wherever there is room.</summary>
    None = 0,

    /// <summary>Stores are seen by all who map the same.</summary>
    Shared = 1 << 0,

    /// <summary>Just there: what is there goes.</summary>
    Fixed = 1 << 1,

    /// <summary>Just there, or not at all.</summary>
    FixedNoReplace = 1 << 2,

    /// <summary>A stack that grows downwards.</summary>
    GrowsDown = 1 << 3,

    /// <summary>It does not count against what may be promised.</summary>
    NoReserve = 1 << 4,

    /// <summary>Its pages stay in memory.</summary>
    Locked = 1 << 5,
}
