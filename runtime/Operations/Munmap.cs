using MmRuntime.AddressSpaces;
using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tlb;

namespace MmRuntime.Operations;

/// <summary>Unmapping.</summary>
/// <remarks>Source: <c>do_vmi_align_munmap</c>, <c>vms_gather_munmap_vmas</c>, <c>vms_complete_munmap_vmas</c>, <c>free_pgtables</c> (<c>mm/vma.c</c>, <c>mm/memory.c</c>, v6.19).</remarks>
public static class Munmap
{
    /// <summary>
    /// Unmaps a range. Takes the lock of the address space for writing and those of the VMAs, and goes on as a reader once nobody can find them any more; may sleep.
    /// </summary>
    /// <param name="space">The address space.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="start">The first address, a multiple of a page.</param>
    /// <param name="length">How many bytes from there; rounded up to pages.</param>
    /// <returns>
    /// <see cref="MmError.Invalid"/> for a range that makes no sense, <see cref="MmError.Permission"/> if a part of it is sealed, <see cref="MmError.NoMemory"/> if a VMA would have to be cut and cannot be,
    /// <see cref="MmError.Interrupted"/> if the task was killed first: then nothing was unmapped.
    /// </returns>
    [MustCheck, Sleeps]
    public static MmError Unmap(this AddressSpace space, Cpu cpu, ulong start, ulong length)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(cpu);
        var limit = space.Tables.Limit;
        if (start % PageSize.Base != 0 || length == 0 || start > limit || length > limit - start)
        {
            return MmError.Invalid;
        }

        using var writer = space.MmapLock.WriteKillable();
        if (!writer.IsHeld)
        {
            return MmError.Interrupted;
        }

        var batch = new Batch(space, new AddressRange(start, start + RoundUp(length)));
        var error = batch.Collect();
        if (error != MmError.None || batch.IsEmpty)
        {
            return error;
        }

        batch.Detach();

        // Nobody finds the VMAs any more, so that others may read what is left while pages and tables go.
        using var reader = writer.Downgrade();
        batch.Clear(cpu);
        batch.Discard();
        return MmError.None;
    }

    /// <summary>Bytes as whole pages.</summary>
    internal static ulong RoundUp(ulong bytes) => (bytes + PageSize.Base - 1) & ~(ulong)(PageSize.Base - 1);

    /// <summary>The VMAs of a range on their way out.</summary>
    internal sealed class Batch(AddressSpace space, AddressRange range)
    {
        private readonly List<Vma> _vmas = [];
        private AddressRange _bounds;

        /// <summary>Whether there are none.</summary>
        public bool IsEmpty => _vmas.Count == 0;

        /// <summary>How many pages they span.</summary>
        public long Pages => _vmas.Sum(vma => vma.Pages);

        /// <summary>How many of these were promised.</summary>
        public long AccountedPages => _vmas.Sum(vma => (vma.Flags & VmaFlags.Account) != 0 ? vma.Pages : 0);

        /// <summary>Cuts what stands out of the range, and locks the VMAs in it. Nothing else fails from here.</summary>
        public MmError Collect()
        {
            var first = space.FindVmaFrom(range.Start);
            if (first is null || first.Start >= range.End)
            {
                return MmError.None;
            }

            var error = IsSealed() ? MmError.Permission : CutAt(range.Start, first);
            if (error != MmError.None)
            {
                return error;
            }

            var last = space.FindVma(range.End);
            error = last is null ? MmError.None : CutAt(range.End, last);
            if (error != MmError.None || !space.Tree.TryReserve())
            {
                return error != MmError.None ? error : MmError.NoMemory;
            }

            LockAll();
            _bounds = new(space.FindVmaBefore(range.Start)?.End ?? 0, space.FindVmaFrom(range.End)?.Start ?? ulong.MaxValue);
            return MmError.None;
        }

        /// <summary>Locks the VMAs in the range, none of which reaches beyond it.</summary>
        public void LockAll()
        {
            foreach (var entry in space.Tree.Entries(AddressSpace.PageOf(range.Start), AddressSpace.PageOf(range.End)))
            {
                var vma = space.Core.Vmas[entry.Slot];
                vma.Lock.StartWrite();
                _vmas.Add(vma);
            }
        }

        /// <summary>Takes the VMAs out of the tree.</summary>
        public void Detach()
        {
            space.Unpublish(range);
            Leave();
        }

        /// <summary>The VMAs are out of the tree, or about to be stored over: no reader finds them, and they count no more.</summary>
        public void Leave()
        {
            foreach (var vma in _vmas)
            {
                vma.Lock.Detach();
                space.Account(vma.Flags, -vma.Pages);
                if ((vma.Flags & VmaFlags.Account) != 0)
                {
                    space.Core.Commit.Uncharge(vma.Pages);
                }

                if ((vma.Flags & VmaFlags.Locked) != 0)
                {
                    space.LockedPages -= vma.Pages;
                }
            }
        }

        /// <summary>Unmaps the pages, and frees the tables that nobody else needs.</summary>
        public void Clear(Cpu cpu)
        {
            var gather = Gather.Begin(space, cpu, isWhole: false);
            foreach (var vma in _vmas)
            {
                Zapping.Zap(gather, space, cpu, vma.Range);
                gather.EndVma();
            }

            Unlink();
            space.Tables.TakeOut(new AddressRange(_vmas[0].Start, _vmas[^1].End), _bounds, ref gather);
            gather.Finish();
        }

        /// <summary>The VMAs are gone.</summary>
        public void Discard()
        {
            foreach (var vma in _vmas)
            {
                vma.Operations?.Close(vma);
                space.Core.Vmas.Give(vma);
            }
        }

        /// <summary>Takes the VMAs out of their reverse maps: one at a time, that of anonymous memory first.</summary>
        public void Unlink()
        {
            foreach (var vma in _vmas)
            {
                Unlink(vma, vma.Anon);
                Unlink(vma, vma.File);
            }
        }

        private static void Unlink(Vma vma, RmapRoot? root)
        {
            if (root is not null)
            {
                using (root.Lock.Write())
                {
                    root.Unlink(vma);
                }
            }
        }

        private bool IsSealed()
        {
            foreach (var entry in space.Tree.Entries(AddressSpace.PageOf(range.Start), AddressSpace.PageOf(range.End)))
            {
                if ((space.Core.Vmas[entry.Slot].Flags & VmaFlags.Sealed) != 0)
                {
                    return true;
                }
            }

            return false;
        }

        private MmError CutAt(ulong address, Vma vma)
        {
            if (!vma.Contains(address) || vma.Start == address)
            {
                return MmError.None;
            }

            // A hole in the middle makes one VMA more; a piece at an end is cut off and goes.
            var isHole = vma.Start < range.Start && range.End < vma.End;
            return isHole && address == range.Start && space.MapCount >= space.Options.MostVmas
                ? MmError.NoMemory
                : VmaSplitting.Split(space, vma, address, out _);
        }
    }
}
