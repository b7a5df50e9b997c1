using MmRuntime.Annotations;

namespace MmRuntime;

/// <summary>How an operation on memory went.</summary>
/// <remarks>Each names the error number that the kernel would return.</remarks>
[MustCheck]
public enum MmError
{
    /// <summary>Well.</summary>
    None,

    /// <summary>There is no memory for it, or a limit forbids more (<c>ENOMEM</c>).</summary>
    NoMemory,

    /// <summary>It makes no sense (<c>EINVAL</c>).</summary>
    Invalid,

    /// <summary>It is not allowed on this memory (<c>EACCES</c>).</summary>
    Access,

    /// <summary>It is not allowed at all (<c>EPERM</c>).</summary>
    Permission,

    /// <summary>Something is there already (<c>EEXIST</c>).</summary>
    Exists,

    /// <summary>Nothing is mapped there (<c>EFAULT</c>).</summary>
    Fault,

    /// <summary>The task was killed first (<c>EINTR</c>).</summary>
    Interrupted,

    /// <summary>It may go well if it is tried again (<c>EAGAIN</c>).</summary>
    Again,

    /// <summary>A position in a file is too large (<c>EOVERFLOW</c>).</summary>
    Overflow,

    /// <summary>An entry of a page table is corrupt.</summary>
    BadEntry,
}
