using MmRuntime.Annotations;

namespace MmRuntime.Locking;

/// <summary>How an attempt to read-lock a VMA went.</summary>
[MustCheck]
public enum VmaReadResult
{
    /// <summary>It is held: <see cref="VmaLock.EndRead"/> releases it.</summary>
    Held,

    /// <summary>A writer is there, or the VMA belongs to another address space now: take the lock of the whole address space instead.</summary>
    Contended,

    /// <summary>The VMA is in no tree any more: look up again.</summary>
    Detached,
}
