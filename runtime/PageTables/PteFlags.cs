namespace MmRuntime.PageTables;

/// <summary>The bits of an entry that maps something, as x86-64 has them.</summary>
/// <remarks>Source: <c>arch/x86/include/asm/pgtable_types.h</c> (v6.19). Global pages, caching and protection keys are left out.</remarks>
[Flags]
#pragma warning disable CA1028 // The bits are where the hardware has them, one of them at the very top.
public enum PteFlags : ulong
#pragma warning restore CA1028
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The processor translates by it.</summary>
    Present = 1UL << 0,

    /// <summary>Stores are allowed.</summary>
    Writable = 1UL << 1,

    /// <summary>User code may access it.</summary>
    User = 1UL << 2,

    /// <summary>It was used since the bit was cleared. Set by processors, whatever locks are held.</summary>
    Accessed = 1UL << 5,

    /// <summary>It was stored through since the bit was cleared. Set by processors, whatever locks are held.</summary>
    Dirty = 1UL << 6,

    /// <summary>Of an entry above the lowest level: it maps memory itself and points to no table.</summary>
    Huge = 1UL << 7,

    /// <summary>It is not present, but maps a frame that nobody may access: for code that is to fault at each use. The bit means something else in entries that are present.</summary>
    ProtNone = 1UL << 8,

    /// <summary>The frame behind it is not counted: the zero frame, or memory of a device.</summary>
    Special = 1UL << 9,

    /// <summary>Somebody in user space wants to be asked before the first store.</summary>
    UffdWp = 1UL << 10,

    /// <summary>It was stored through since somebody asked to be told of changes.</summary>
    SoftDirty = 1UL << 11,

    /// <summary>Code in it must not be executed.</summary>
    NoExecute = 1UL << 63,
}
