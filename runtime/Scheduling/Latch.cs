using MmRuntime.Atomics;

namespace MmRuntime.Scheduling;

/// <summary>A word that guards a waiting list for a few instructions: below every lock, seen by no driver and no validator.</summary>
/// <remarks>The holder calls nothing that could wait. A field, never copied.</remarks>
internal struct Latch
{
    private int _isHeld;

    /// <summary>Takes the latch, spinning. Pairs with <see cref="Exit"/>: what the last holder wrote is seen.</summary>
    public void Enter()
    {
        var spinner = default(SpinWait);
        while (Atomic.Exchange(ref _isHeld, 1) != 0)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Releases the latch. Pairs with <see cref="Enter"/>.</summary>
    public void Exit() => Atomic.Write(ref _isHeld, 0);
}
