using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.Locking;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.AddressSpaces;

/// <summary>Its VMAs.</summary>
public sealed partial class AddressSpace
{
    /// <summary>How many VMAs there are. Needs <see cref="MmapLock"/>.</summary>
    public long MapCount => Tree.Count;

    /// <summary>The VMAs by address.</summary>
    internal VmaTree Tree { get; }

    /// <summary>What it shares with the other address spaces of the machine.</summary>
    internal MmCore Core { get; }

    /// <summary>The VMA that an address is in.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Null if it is in none.</returns>
    /// <remarks>Source: <c>vma_lookup</c> (<c>include/linux/mm.h</c>, v6.19).</remarks>
    [RequiresLock(nameof(MmapLock), LockMode.Read)]
    public Vma? FindVma(ulong address)
    {
        MmapLock.AssertHeld();
        return Tree.TryFind((long)(address >> PageSize.Shift), out var slot) ? Core.Vmas[slot] : null;
    }

    /// <summary>The first VMA that ends behind an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Null if there is none.</returns>
    /// <remarks>Source: <c>find_vma</c> (<c>mm/mmap.c</c>, v6.19).</remarks>
    [RequiresLock(nameof(MmapLock), LockMode.Read)]
    public Vma? FindVmaFrom(ulong address)
    {
        MmapLock.AssertHeld();
        return Tree.TryFindNext((long)(address >> PageSize.Shift), out var entry) ? Core.Vmas[entry.Slot] : null;
    }

    /// <summary>The last VMA that begins before an address.</summary>
    /// <param name="address">The address, a multiple of a page.</param>
    /// <returns>Null if there is none.</returns>
    [RequiresLock(nameof(MmapLock), LockMode.Read)]
    public Vma? FindVmaBefore(ulong address)
    {
        MmapLock.AssertHeld();
        return Tree.TryFindPrevious((long)(address >> PageSize.Shift), out var entry) ? Core.Vmas[entry.Slot] : null;
    }

    /// <summary>
    /// Finds the VMA that an address is in and keeps it as it is, without the lock of the address space. Takes the VMA's lock for reading if no writer has it; does not sleep.
    /// </summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="address">The address.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Nothing, holding nothing, if there is none or it could not be had: the caller takes <see cref="MmapLock"/> instead.</returns>
    /// <remarks>Source: <c>lock_vma_under_rcu</c> (<c>mm/mmap_lock.c</c>, v6.19).</remarks>
    [Acquires("return", LockMode.Read, OnTrue = nameof(VmaReadGuard.IsHeld), AsTry = true), MustCheck]
    public VmaReadGuard TryLockVma(Cpu cpu, ulong address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        var task = cpu.Task;
        var rcu = Machine.Rcu;
        rcu.Enter(task, file, line);
        Vma? vma = null;
        var result = VmaReadResult.Detached;
        while (result == VmaReadResult.Detached && Tree.TryFind((long)(address >> PageSize.Shift), out var slot))
        {
            vma = Core.Vmas[slot];
            result = vma.Lock.TryStartRead(MmapLock.Domain, file, line);
            if (result == VmaReadResult.Detached)
            {
                // On its way out: by now the tree may know another one.
                cpu.Count(VmEvent.VmaLockMiss);
            }
        }

        rcu.Exit(task, file, line);
        if (result == VmaReadResult.Held)
        {
            // It may have been another one by the time it was locked.
            if (vma!.Contains(address))
            {
                return new VmaReadGuard(vma);
            }

            vma.Lock.EndRead(file, line);
        }

        cpu.Count(VmEvent.VmaLockAbort);
        return default;
    }

    /// <summary>The tree's number of a page for an address.</summary>
    internal static long PageOf(ulong address) => (long)(address >> PageSize.Shift);

    /// <summary>A VMA can be found at a range from here, and whatever was there cannot. The tree was told to be ready for a change.</summary>
    /// <exception cref="MmUsageException">It was not.</exception>
    internal void Publish(AddressRange range, Vma vma) => AssertReserved(Tree.Store(PageOf(range.Start), PageOf(range.End), vma.Slot));

    /// <summary>Nothing can be found at a range from here. The tree was told to be ready for a change.</summary>
    /// <exception cref="MmUsageException">It was not.</exception>
    internal void Unpublish(AddressRange range) => AssertReserved(Tree.Erase(PageOf(range.Start), PageOf(range.End)));

    /// <summary>A VMA of its own that nobody can find yet.</summary>
    internal Vma CreateVma(AddressRange range, ulong pageOffset, VmaFlags flags)
    {
        var vma = Core.Vmas.Take(this);
        (vma.Start, vma.End, vma.PageOffset, vma.Flags) = (range.Start, range.End, pageOffset, flags);
        return vma;
    }

    private static void AssertReserved(bool hadRoom)
    {
        if (!hadRoom)
        {
            throw new MmUsageException("The tree of VMAs is changed without having been told to be ready, and there is no memory for that.");
        }
    }
}
