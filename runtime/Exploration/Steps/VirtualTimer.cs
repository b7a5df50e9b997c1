using MmRuntime.Atomics;

namespace MmRuntime.Exploration.Steps;

/// <summary>A timer of the virtual clock.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    /// <summary>Tick at which it fires next; the largest number if it does not.</summary>
    public long Due { get; private set; } = long.MaxValue;

    /// <summary>Which timer it is, however the tasks before were interleaved.</summary>
    public ulong Identity { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        // Two tasks may set one timer: a point, as for every other shared state.
        SharedAccessHook.Tell(this, 0, SharedAccess.Write);
        Due = clock.After(dueTime);
        _period = period;
        clock.Enlist(this);
        return true;
    }

    /// <summary>The timer is due: sets it again if it repeats.</summary>
    /// <returns>What it does.</returns>
    public Action Fire()
    {
        Due = _period > TimeSpan.Zero ? clock.After(_period) : long.MaxValue;
        return () => callback(state);
    }

    public void Dispose()
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Write);
        Due = long.MaxValue;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
