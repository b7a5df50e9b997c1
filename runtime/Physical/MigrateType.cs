namespace MmRuntime.Physical;

/// <summary>What can be done about a frame that is in the way: frames of one kind are kept together, so that few of them spoil large blocks.</summary>
/// <remarks>Source: <c>enum migratetype</c> (<c>include/linux/mmzone.h</c>, v6.19).</remarks>
public enum MigrateType
{
    /// <summary>Nothing: it stays where it is.</summary>
    Unmovable,

    /// <summary>It can be moved elsewhere.</summary>
    Movable,

    /// <summary>It cannot be moved, but freed on request.</summary>
    Reclaimable,
}
