using MmRuntime.Annotations;
using MmRuntime.Locking;

namespace MmRuntime.AddressSpaces;

/// <summary>From memory back to those who map it: the VMAs behind a file, or behind the anonymous memory of a process and its descendants, and the lock of all of them.</summary>
/// <remarks>Source: <c>struct address_space</c> (<c>include/linux/fs.h</c>), <c>struct anon_vma</c> (<c>include/linux/rmap.h</c>, v6.19).</remarks>
public abstract class RmapRoot
{
    private readonly List<Vma> _members = [];

    private protected RmapRoot(string lockName) => Lock = new RwSemaphore(lockName);

    /// <summary>Its lock: for reading to go over the VMAs, for writing to change which there are, or where they are.</summary>
    public RwSemaphore Lock { get; }

    /// <summary>The VMAs. Under <see cref="Lock"/>.</summary>
    internal IReadOnlyList<Vma> Members => _members;

    /// <summary>One more. Under <see cref="Lock"/>, for writing.</summary>
    internal void Link(Vma vma)
    {
        Lock.AssertHeld(LockMode.Write);
        _members.Add(vma);
    }

    /// <summary>One less. Under <see cref="Lock"/>, for writing.</summary>
    /// <exception cref="MmUsageException">It is not one of them.</exception>
    internal void Unlink(Vma vma)
    {
        Lock.AssertHeld(LockMode.Write);
        if (!_members.Remove(vma))
        {
            throw new MmUsageException($"{vma} is taken out of a reverse map that it is not in.");
        }
    }
}
