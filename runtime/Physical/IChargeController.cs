using MmRuntime.Annotations;

namespace MmRuntime.Physical;

/// <summary>Who is charged for memory: a control group, or a profile of who allocates what.</summary>
/// <remarks>
/// Asked before memory is looked for, and told after it has gone back; without any lock of the allocator. Source: <c>__memcg_kmem_charge_page</c>,
/// <c>__memcg_kmem_uncharge_page</c> (<c>mm/memcontrol.c</c>, v6.19).
/// </remarks>
public interface IChargeController
{
    /// <summary>Charges for an allocation with <see cref="Gfp.Account"/>. May sleep if the allocation may.</summary>
    /// <param name="request">The allocation.</param>
    /// <param name="tag">Whoever is charged, as the controller will know it when the frames come back; not 0.</param>
    /// <returns>False if nobody may be charged: then the allocation fails.</returns>
    [MustCheck]
    bool TryCharge(in FrameRequest request, out int tag);

    /// <summary>Takes the charge back: the frames have come back, or there were none to be had. Must not sleep.</summary>
    /// <param name="tag">Whoever was charged.</param>
    /// <param name="order">Order of the allocation.</param>
    void Uncharge(int tag, int order);
}
