namespace MmRuntime.Exploration.Steps;

/// <summary>A clock that stands still while anybody can run. Callbacks of its timers run as tasks of the execution.</summary>
internal sealed class VirtualClock(Execution execution) : TimeProvider
{
    // Programs that subtract a day or a year from now must not fall off the calendar.
    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<VirtualTimer> _timers = [];

    /// <summary>Ticks since the beginning.</summary>
    public long Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(Now);

    public override long GetTimestamp() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The tick at which a wait that begins now is over.</summary>
    public long After(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? long.MaxValue : Now + Math.Max(0, time.Ticks);

    /// <summary>Moves to the next timeout or timer, and lets whoever waited for it run.</summary>
    /// <returns>False if there is none.</returns>
    public bool Advance()
    {
        var next = long.MaxValue;
        foreach (var task in execution.Tasks)
        {
            next = Math.Min(next, task.State == TaskState.Parked ? task.Deadline : long.MaxValue);
        }

        foreach (var timer in _timers)
        {
            next = Math.Min(next, timer.Due);
        }

        if (next == long.MaxValue)
        {
            return false;
        }

        Now = next;
        foreach (var task in execution.Tasks)
        {
            task.IsTimeOver |= task.State == TaskState.Parked && task.Deadline <= Now;
        }

        // A timer that repeats stays; the list does not change while callbacks are only put into tasks.
        foreach (var timer in _timers.Where(timer => timer.Due <= Now).ToList())
        {
            execution.AddTimer(timer);
        }

        return true;
    }

    /// <summary>A timer is set.</summary>
    public void Enlist(VirtualTimer timer)
    {
        if (!_timers.Contains(timer))
        {
            _timers.Add(timer);
            timer.Identity = execution.Fingerprint?.Bear(execution.Running, _timers.Count) ?? 0;
        }
    }

    /// <summary>A timer is gone.</summary>
    public void Remove(VirtualTimer timer) => _timers.Remove(timer);
}
