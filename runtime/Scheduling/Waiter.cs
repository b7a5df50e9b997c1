namespace MmRuntime.Scheduling;

/// <summary>One wait of a task, as a link of a waiting list. Guarded by the list's latch while it is in one.</summary>
internal sealed class Waiter(SimTask task)
{
    /// <summary>Who waits.</summary>
    public SimTask Task { get; } = task;

    /// <summary>The next one in the list, or in the task's stock of waiters that it does not need now.</summary>
    public Waiter? Next { get; set; }

    /// <summary>What is waited for, in the terms of the list.</summary>
    public long Want { get; set; }

    /// <summary>Whether it got that; then it is in no list any more. Written under the latch, read without: pairs with itself through <see cref="Grant"/>.</summary>
    public bool IsGranted => Atomics.Atomic.Read(in _isGranted) != 0;

    private int _isGranted;

    /// <summary>Hands over what was waited for. The caller holds the latch and unparks the task.</summary>
    public void Grant() => Atomics.Atomic.Write(ref _isGranted, 1);

    /// <summary>Starts another wait.</summary>
    public void Reset(long want)
    {
        (Next, Want) = (null, want);
        Atomics.Atomic.Write(ref _isGranted, 0);
    }
}
