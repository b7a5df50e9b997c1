using System.Runtime.CompilerServices;
using MmRuntime.AddressSpaces;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.Tlb;

/// <summary>What a processor does with an address: its TLB first, then the tables, and then it is a fault. Takes no lock, does not sleep.</summary>
/// <remarks>
/// What is cached of a page: <c>31..0</c> frame, <c>32</c> stores need not look at the tables, <c>33</c> all lines of the frame hold contents. The processor looks its translation up and uses it within one access, so
/// that nobody flushes it in between.
/// </remarks>
internal static class Mmu
{
    private const ulong MayStore = 1UL << 32;
    private const ulong IsWhole = 1UL << 33;

    /// <summary>Loads a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="cpu">The processor.</param>
    /// <param name="space">The address space that it has loaded.</param>
    /// <param name="address">Where. The value ends within the page.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the tables allow it; else it is a fault.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryLoad<T>(Cpu cpu, AddressSpace space, ulong address, out T value)
        where T : unmanaged
    {
        cpu.BeginAccess();
        if (!TryFind(cpu, space, address, out var cached) && !TryFill(cpu, space, address, isStore: false, out cached))
        {
            cpu.EndAccess();
            value = default;
            return false;
        }

        var (frame, offset) = (new Pfn((uint)cached), (int)address & (PageSize.Base - 1));
        value = (cached & IsWhole) != 0 ? Unsafe.ReadUnaligned<T>(ref space.Memory.PlaceOf(frame, offset)) : space.Memory.Load<T>(frame, offset);
        cpu.EndAccess();
        return true;
    }

    /// <summary>Stores a value.</summary>
    /// <inheritdoc cref="TryLoad"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryStore<T>(Cpu cpu, AddressSpace space, ulong address, T value)
        where T : unmanaged
    {
        cpu.BeginAccess();
        if (!(TryFind(cpu, space, address, out var cached, MayStore)) && !TryFill(cpu, space, address, isStore: true, out cached))
        {
            cpu.EndAccess();
            return false;
        }

        var (frame, offset) = (new Pfn((uint)cached), (int)address & (PageSize.Base - 1));
        if ((cached & IsWhole) != 0)
        {
            Unsafe.WriteUnaligned(ref space.Memory.PlaceOf(frame, offset), value);
        }
        else
        {
            space.Memory.Store(frame, offset, value);
        }

        cpu.EndAccess();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFind(Cpu cpu, AddressSpace space, ulong address, out ulong cached, ulong wanted = 0)
    {
        var isFound = cpu.Tlb.TryFind(address, out cached) && (cached & wanted) == wanted;
        if (isFound && space.IsChecked)
        {
            TlbOracle.CheckHit(cpu, space, address, new Pfn((uint)cached), isStore: wanted != 0);
        }

        return isFound;
    }

    // The tables are walked within the access, so that a flush of what is read here waits until it is cached, and finds it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryFill(Cpu cpu, AddressSpace space, ulong address, bool isStore, out ulong cached)
    {
        cached = 0;
        if (address >= space.Tables.Limit || !space.Tables.TryTranslate(address, isStore, out var leaf, out var level))
        {
            return false;
        }

        // Of a huge page, the part that the address is in.
        var frame = leaf.Frame.Plus((int)(address >> PageSize.Shift & (TableGeometry.SpanOf(level) >> PageSize.Shift) - 1));
        cached = frame.Value | (leaf.Has(PteFlags.Writable | PteFlags.Dirty) ? MayStore : 0) | (space.Memory.IsWhole(frame) ? IsWhole : 0);
        cpu.Tlb.Fill(address, cached);
        if (space.IsChecked)
        {
            cpu.Tlb.Note(address, space.Memory.GenerationOf(frame));
        }

        return true;
    }
}
