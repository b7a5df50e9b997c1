using MmRuntime.Annotations;

namespace MmRuntime.Physical;

/// <summary>Who frees memory when there is not enough.</summary>
/// <remarks>Called without any lock of the allocator. Source: <c>try_to_free_pages</c>, <c>wakeup_kswapd</c> (<c>mm/vmscan.c</c>, v6.19).</remarks>
public interface IReclaimer
{
    /// <summary>Frees memory for an allocation that waits for it. May sleep; is not called by allocations that must not.</summary>
    /// <param name="request">What is wanted.</param>
    /// <returns>How many frames were freed; 0 if there is no point in asking again.</returns>
    [Sleeps]
    long TryToFree(in FrameRequest request);

    /// <summary>There is less than the low watermark of any zone: somebody should free memory in the background. Must not sleep.</summary>
    /// <param name="node">Where.</param>
    void Wake(int node);
}
