using MmRuntime.Annotations;

namespace MmRuntime.AddressSpaces;

/// <summary>A VMA that stays as it is, because its lock is held for reading. Nothing if it could not be had.</summary>
[Guard]
public readonly ref struct VmaReadGuard
{
    private readonly Vma? _vma;

    internal VmaReadGuard(Vma vma) => _vma = vma;

    /// <summary>Whether there is one.</summary>
    public bool IsHeld => _vma is not null;

    /// <summary>The VMA.</summary>
    /// <exception cref="MmUsageException">There is none.</exception>
    public Vma Vma => _vma ?? throw new MmUsageException("The VMA could not be locked, and is used all the same.");

    /// <summary>Releases it, if there is one.</summary>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws, and the task does not read.</exception>
    [Releases("this", LockMode.Read)]
    public void Dispose() => _vma?.Lock.EndRead(string.Empty);
}
