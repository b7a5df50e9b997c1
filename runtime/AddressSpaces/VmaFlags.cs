namespace MmRuntime.AddressSpaces;

/// <summary>What a VMA is like.</summary>
/// <remarks>Source: <c>VM_*</c> (<c>include/linux/mm.h</c>, v6.19).</remarks>
[Flags]
public enum VmaFlags
{
    /// <summary>Nothing special, and no access.</summary>
    None = 0,

    /// <summary>Loads are allowed.</summary>
    Read = 1 << 0,

    /// <summary>Stores are allowed.</summary>
    Write = 1 << 1,

    /// <summary>Code in it may be executed.</summary>
    Execute = 1 << 2,

    /// <summary>Stores are seen by all who map the same.</summary>
    Shared = 1 << 3,

    /// <summary><see cref="Read"/> may be set later.</summary>
    MayRead = 1 << 4,

    /// <summary><see cref="Write"/> may be set later.</summary>
    MayWrite = 1 << 5,

    /// <summary><see cref="Execute"/> may be set later.</summary>
    MayExecute = 1 << 6,

    /// <summary>A stack: it grows downwards when somebody touches what lies just below it.</summary>
    GrowsDown = 1 << 7,

    /// <summary>Its pages stay in memory.</summary>
    Locked = 1 << 8,

    /// <summary>Its pages stay in memory once they were touched.</summary>
    LockOnFault = 1 << 9,

    /// <summary>Children do not get it.</summary>
    DontCopy = 1 << 10,

    /// <summary>It does not grow, and is not merged with others.</summary>
    DontExpand = 1 << 11,

    /// <summary>It counts against what may be promised.</summary>
    Account = 1 << 12,

    /// <summary>It does not, by wish.</summary>
    NoReserve = 1 << 13,

    /// <summary>Huge pages are wanted.</summary>
    HugePage = 1 << 14,

    /// <summary>Huge pages are not wanted.</summary>
    NoHugePage = 1 << 15,

    /// <summary>Children get it empty.</summary>
    WipeOnFork = 1 << 16,

    /// <summary>Frames in it are not counted: memory of a device.</summary>
    PfnMap = 1 << 17,

    /// <summary>Some frames in it are counted, others not.</summary>
    MixedMap = 1 << 18,

    /// <summary>Memory of a device that must not be touched for dumps.</summary>
    Io = 1 << 19,

    /// <summary>It is not in dumps of the process.</summary>
    DontDump = 1 << 20,

    /// <summary>Somebody wants to know which pages change.</summary>
    SoftDirty = 1 << 21,

    /// <summary>Guard regions may be in it.</summary>
    MaybeGuard = 1 << 22,

    /// <summary>Missing pages are somebody's in user space.</summary>
    UffdMissing = 1 << 23,

    /// <summary>Somebody in user space is asked before stores.</summary>
    UffdWp = 1 << 24,

    /// <summary>It is neither changed nor unmapped any more.</summary>
    Sealed = 1 << 25,
}
