namespace MmRuntime.PageTables;

/// <summary>What a marker remembers of a place where nothing is mapped.</summary>
/// <remarks>Source: <c>PTE_MARKER_*</c> (<c>include/linux/swapops.h</c>, v6.19).</remarks>
[Flags]
public enum MarkerKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Somebody in user space wants to be asked before the first store.</summary>
    UffdWp = 1 << 0,

    /// <summary>Access ends the process: what was here is lost.</summary>
    Poisoned = 1 << 1,

    /// <summary>Access ends the process: a guard region.</summary>
    Guard = 1 << 2,
}
