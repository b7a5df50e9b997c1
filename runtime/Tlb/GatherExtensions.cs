using MmRuntime.AddressSpaces;
using MmRuntime.Annotations;
using MmRuntime.Cpus;

namespace MmRuntime.Tlb;

/// <summary>How gathers begin.</summary>
public static class GatherExtensions
{
    /// <summary>Begins a gather. Takes no lock, does not sleep.</summary>
    /// <param name="space">The address space, whose lock the caller holds until the gather's end, at least for reading.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <returns>Ends when it is disposed.</returns>
    /// <remarks>Source: <c>tlb_gather_mmu</c> (<c>mm/mmu_gather.c</c>, v6.19).</remarks>
    [return: Obligation("tlb")]
    public static MmuGather Gather(this AddressSpace space, Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(cpu);
        return new(Tlb.Gather.Begin(space, cpu, isWhole: false));
    }
}
