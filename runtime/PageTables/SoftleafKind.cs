namespace MmRuntime.PageTables;

/// <summary>What an entry holds that maps no frame.</summary>
/// <remarks>Source: <c>enum softleaf_type</c> (<c>include/linux/leafops.h</c>, v6.19), <c>include/linux/swapops.h</c>.</remarks>
public enum SoftleafKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A page that was written to a swap device.</summary>
    Swap,

    /// <summary>A page that is about to move, and was only read.</summary>
    MigrationRead,

    /// <summary>A page that is about to move, was only read, and belongs to this process alone.</summary>
    MigrationReadExclusive,

    /// <summary>A page that is about to move, and could be written.</summary>
    MigrationWrite,

    /// <summary>A page in memory that only a device can read.</summary>
    DevicePrivateRead,

    /// <summary>A page in memory that only a device can read and write.</summary>
    DevicePrivateWrite,

    /// <summary>A page that a device has to itself for a while.</summary>
    DeviceExclusive,

    /// <summary>A page whose memory is broken.</summary>
    Hwpoison,

    /// <summary>No page, but something to be remembered of the place.</summary>
    Marker,
}
