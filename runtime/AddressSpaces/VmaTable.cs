using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Locking;

namespace MmRuntime.AddressSpaces;

/// <summary>All VMA objects of a machine, by number: used ones, and those that wait to be used again.</summary>
/// <remarks>
/// Given back, an object may be another VMA at once; what its old finders have to do about that is the protocol of its lock. Source: the cache of <c>vm_area_struct</c>, which is
/// <c>SLAB_TYPESAFE_BY_RCU</c> (<c>kernel/fork.c</c>, v6.19).
/// <para>
/// | access | pairs with | order |
/// | a larger table is published (release) | reading it (acquire) | every number found in a tree is in the table read after it |
/// </para>
/// </remarks>
internal sealed class VmaTable
{
    private readonly Stack<Vma> _free = [];

    [LockClass("vma_table", Kind = LockKind.Spin)]
    private readonly Spinlock _lock = new("vma_table");

    private Shared<Vma?[]> _vmas = new(new Vma?[64]);

    [GuardedBy(nameof(_lock))]
    private uint _count = 1;

    /// <summary>The object of a number that was found in a tree.</summary>
    /// <param name="slot">The number.</param>
    public Vma this[uint slot] => _vmas.Read(this)[slot]!; // Numbers in trees are those of objects.

    /// <summary>An object that nobody uses. Takes a lock, does not sleep.</summary>
    /// <param name="space">Whose it is to be.</param>
    public Vma Take(AddressSpace space)
    {
        using (_lock.Enter())
        {
            if (_free.TryPop(out var vma))
            {
                vma.Recycle(space);
                return vma;
            }

            var vmas = _vmas.Read(this);
            if (_count == vmas.Length)
            {
                Array.Resize(ref vmas, vmas.Length * 2);
            }

            vma = new Vma(space, _count);
            vmas[_count++] = vma;
            _vmas.Write(this, vmas);
            return vma;
        }
    }

    /// <summary>Gives an object back that no tree knows any more. Takes a lock, does not sleep.</summary>
    public void Give(Vma vma)
    {
        using (_lock.Enter())
        {
            _free.Push(vma);
        }
    }
}
