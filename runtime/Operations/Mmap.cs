using MmRuntime.AddressSpaces;
using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Operations;

/// <summary>Mapping.</summary>
/// <remarks>Source: <c>do_mmap</c> (<c>mm/mmap.c</c>), <c>mmap_region</c> (<c>mm/vma.c</c>, v6.19).</remarks>
public static class Mmap
{
    private const VmaFlags Accesses = VmaFlags.Read | VmaFlags.Write | VmaFlags.Execute;
    private const VmaFlags Rights = VmaFlags.MayRead | VmaFlags.MayWrite | VmaFlags.MayExecute;

    // Room for the stack at the top, and for it to grow.
    private const ulong TopGap = 128UL << 20;

    /// <summary>Maps anonymous memory, which holds zero. Takes the lock of the address space for writing, and those of VMAs that grow or go; may sleep.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="request">What is to be mapped.</param>
    /// <param name="address">Where it is.</param>
    /// <returns>
    /// <see cref="MmError.Invalid"/> for what makes no sense, <see cref="MmError.NoMemory"/> if there is no room or a limit forbids more, <see cref="MmError.Exists"/> if something is in the way of
    /// <see cref="MapFlags.FixedNoReplace"/>, <see cref="MmError.Permission"/> if that is sealed, <see cref="MmError.Interrupted"/> if the task was killed first: then nothing has changed.
    /// </returns>
    [MustCheck, Sleeps]
    public static MmError Map(this AddressSpace space, Cpu cpu, in MapRequest request, out ulong address)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(cpu);
        address = 0;
        if (request.Length == 0 || (request.Access & ~Accesses) != 0)
        {
            return MmError.Invalid;
        }

        if (request.Length > space.Tables.Limit)
        {
            return MmError.NoMemory;
        }

        using var writer = space.MmapLock.WriteKillable();
        if (!writer.IsHeld)
        {
            return MmError.Interrupted;
        }

        var error = FindPlace(space, request, out var range);
        if (error == MmError.None)
        {
            error = MapAt(space, cpu, request, range);
            address = error == MmError.None ? range.Start : 0;
        }

        return error;
    }

    private static MmError MapAt(AddressSpace space, Cpu cpu, in MapRequest request, AddressRange range)
    {
        var flags = FlagsOf(request, space.Core.Commit.Policy);
        var batch = new Munmap.Batch(space, range);
        var error = batch.Collect();
        if (error != MmError.None)
        {
            return error;
        }

        // What goes makes room for what comes.
        if (space.MapCount > space.Options.MostVmas || !space.MayExpand(flags, range.Pages - batch.Pages)
            || ((flags & VmaFlags.Locked) != 0 && space.LockedPages + range.Pages > space.Options.MostLockedPages))
        {
            return MmError.NoMemory;
        }

        if ((flags & VmaFlags.Account) != 0 && !space.Core.Commit.TryCharge(range.Pages, batch.AccountedPages))
        {
            return MmError.NoMemory;
        }

        // One for what goes, and one for what comes.
        if (!space.Tree.TryReserve(2))
        {
            if ((flags & VmaFlags.Account) != 0)
            {
                space.Core.Commit.Uncharge(range.Pages);
            }

            return MmError.NoMemory;
        }

        if (!batch.IsEmpty)
        {
            batch.Detach();
            batch.Clear(cpu);
            batch.Discard();
        }

        Put(space, range, flags);
        space.Account(flags, range.Pages);
        space.LockedPages += (flags & VmaFlags.Locked) != 0 ? range.Pages : 0;
        return MmError.None;
    }

    private static void Put(AddressSpace space, AddressRange range, VmaFlags flags)
    {
        var vma = space.CreateVma(range, range.Start >> PageSize.Shift, flags);
        if (VmaMerging.MergeNew(space, vma) is not null)
        {
            space.Core.Vmas.Give(vma);
            return;
        }

        vma.Lock.StartWrite();
        vma.Lock.Attach();
        space.Publish(range, vma);
    }

    private static VmaFlags FlagsOf(in MapRequest request, OvercommitPolicy policy)
    {
        var flags = request.Access | Rights | ((request.Flags & MapFlags.Shared) != 0 ? VmaFlags.Shared : 0)
            | ((request.Flags & MapFlags.GrowsDown) != 0 ? VmaFlags.GrowsDown : 0) | ((request.Flags & MapFlags.Locked) != 0 ? VmaFlags.Locked : 0);
        if ((request.Flags & MapFlags.NoReserve) != 0 && policy != OvercommitPolicy.Never)
        {
            return flags | VmaFlags.NoReserve;
        }

        return (flags & (VmaFlags.Write | VmaFlags.Shared)) == VmaFlags.Write ? flags | VmaFlags.Account : flags;
    }

    private static MmError FindPlace(AddressSpace space, in MapRequest request, out AddressRange range)
    {
        var (length, limit) = (Munmap.RoundUp(request.Length), space.Tables.Limit);
        range = default;
        if (request.IsFixed)
        {
            range = new(request.Hint, request.Hint + length);
            if (request.Hint % PageSize.Base != 0)
            {
                return MmError.Invalid;
            }

            if (request.Hint > limit - length)
            {
                return MmError.NoMemory;
            }

            return request.Hint < space.Options.LowestAddress ? MmError.Permission
                : (request.Flags & MapFlags.FixedNoReplace) != 0 && !IsFree(space, range) ? MmError.Exists
                : MmError.None;
        }

        var hint = request.Hint & ~(ulong)(PageSize.Base - 1);
        if (hint >= space.Options.LowestAddress && hint <= limit - length)
        {
            range = new(hint, hint + length);
            if (IsFree(space, range))
            {
                return MmError.None;
            }
        }

        // As high as there is room; above the usual top only if there is none below.
        var wanted = new VmaGapRequest(AddressSpace.PageOf(length), AddressSpace.PageOf(space.Options.LowestAddress), AddressSpace.PageOf(limit - TopGap));
        if (!space.Tree.TryFindGap(wanted, fromTop: true, out var page)
            && !space.Tree.TryFindGap(wanted with { High = AddressSpace.PageOf(limit) }, fromTop: false, out page))
        {
            return MmError.NoMemory;
        }

        range = new((ulong)page << PageSize.Shift, ((ulong)page << PageSize.Shift) + length);
        return MmError.None;
    }

    private static bool IsFree(AddressSpace space, AddressRange range) => space.FindVmaFrom(range.Start) is not { } vma || vma.Start >= range.End;
}
