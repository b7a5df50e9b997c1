namespace MmRuntime.Tests.Deferred;

/// <summary>A clock whose timers fire when the test says so, and which knows how many are set.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly List<HandTimer> _timers = [];

    /// <summary>Whether timers fire before whoever makes them knows of them.</summary>
    public bool IsHasty { get; set; }

    public int Timers => _timers.Count;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, () => callback(state));
        _timers.Add(timer);
        if (IsHasty)
        {
            timer.Fire();
        }

        return timer;
    }

    /// <summary>All that are set fire, as if their time had come.</summary>
    public void FireAll() => _timers.ToList().ForEach(timer => timer.Fire());

    private sealed class HandTimer(HandClock clock, Action callback) : ITimer
    {
        public void Fire() => callback();

        // No time matters here: a timer that is set stays so.
        public bool Change(TimeSpan dueTime, TimeSpan period) => clock._timers.Contains(this);

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
