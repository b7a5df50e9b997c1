using MmRuntime.Annotations;

namespace MmRuntime.AddressSpaces;

/// <summary>What whoever stands behind a VMA has to say in it: a file, a device.</summary>
/// <remarks>Source: <c>struct vm_operations_struct</c> (<c>include/linux/mm.h</c>, v6.19).</remarks>
public interface IVmaOperations
{
    /// <summary>Whether <see cref="Close"/> does anything: such a VMA is not merged away.</summary>
    bool HasClose => false;

    /// <summary>One more VMA is like this one: it was split, or a child got it. With <c>mmap_lock</c> held for write.</summary>
    /// <param name="vma">The new one.</param>
    [Sleeps]
    void Open(Vma vma)
    {
    }

    /// <summary>The VMA is gone. With <c>mmap_lock</c> held.</summary>
    /// <param name="vma">The VMA.</param>
    [Sleeps]
    void Close(Vma vma)
    {
    }

    /// <summary>Whether it may be cut.</summary>
    /// <param name="vma">The VMA.</param>
    /// <param name="address">Where.</param>
    MmError MaySplit(Vma vma, ulong address) => MmError.None;
}
