namespace MmRuntime.Physical;

/// <summary>How an allocation may go about getting memory, and what for.</summary>
/// <remarks>
/// There is no flag for an allocation that must not fail: with a fixed memory and nobody who frees any it would never come back, and every allocation must be one that a
/// test can make fail. Who cannot do with failure keeps something in reserve. Source: <c>include/linux/gfp_types.h</c>, v6.19.
/// </remarks>
[Flags]
public enum Gfp
{
    /// <summary>Takes what is there, and leaves the reserves alone.</summary>
    None = 0,

    /// <summary>The migrate type is <see cref="MigrateType.Movable"/>.</summary>
    Movable = 1 << 0,

    /// <summary>The migrate type is <see cref="MigrateType.Reclaimable"/>. Not together with <see cref="Movable"/>.</summary>
    Reclaimable = 1 << 1,

    /// <summary>May free memory to get some, and may sleep for that.</summary>
    DirectReclaim = 1 << 2,

    /// <summary>Wakes whoever frees memory in the background, if there is little.</summary>
    WakeReclaimer = 1 << 3,

    /// <summary>May use half of the reserve: somebody waits who cannot do without.</summary>
    HighPriority = 1 << 4,

    /// <summary>Gives up when freeing memory once has not helped.</summary>
    NoRetry = 1 << 5,

    /// <summary>The caller relies on contents of zero. Frames always come so here, for it costs nothing; the flag says who would have to pay elsewhere.</summary>
    Zero = 1 << 6,

    /// <summary>Somebody is charged for it.</summary>
    Account = 1 << 7,

    /// <summary>From <see cref="ZoneKind.Dma32"/> only.</summary>
    Dma32 = 1 << 8,

    /// <summary>The kernel's own memory, in a context that may sleep.</summary>
    Kernel = DirectReclaim | WakeReclaimer,

    /// <summary>In a context that must not sleep, and that has something else to do if there is none.</summary>
    NoWait = WakeReclaimer,

    /// <summary>In a context that must not sleep, and that can ill do without.</summary>
    Atomic = HighPriority | WakeReclaimer,

    /// <summary>Memory of a process.</summary>
    User = Kernel | Movable | Zero,
}
