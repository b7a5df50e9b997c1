using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Cpus;

namespace MmRuntime.Deferred;

/// <summary>An item of work that a timer puts into its queue. Pending from when the timer is set until it begins to run.</summary>
/// <remarks>Its kernel counterpart is <c>struct delayed_work</c> (<c>kernel/workqueue.c</c>, v6.19).</remarks>
public sealed class DelayedWork
{
    private readonly TimeProvider _time;
    private ITimer? _timer;

    internal DelayedWork(WorkItem item, TimeProvider time) => (Item, _time) = (item, time);

    /// <summary>What is queued when the time comes.</summary>
    public WorkItem Item { get; }

    /// <inheritdoc cref="WorkItem.IsPending"/>
    public bool IsPending => Item.IsPending;

    /// <inheritdoc cref="WorkItem.IsRunning"/>
    public bool IsRunning => Item.IsRunning;

    /// <inheritdoc cref="WorkItem.IsStopRequested"/>
    public bool IsStopRequested => Item.IsStopRequested;

    /// <summary>Has it queued after a time. Takes no lock, does not sleep; may be called by itself.</summary>
    /// <param name="delay">How long from now; zero for at once.</param>
    /// <param name="cpu">For a bound queue: where it runs; the first processor unless given.</param>
    /// <returns>Whether it will be; not for the reasons that <see cref="WorkItem.Queue"/> names.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    [RunsCallback(Later = true)]
    public bool Queue(TimeSpan delay, Cpu? cpu = null) => Set(delay, cpu, isAgain: false);

    /// <summary>Has it queued after a time, whatever was planned before; if it is in the queue already it is taken out. Does not sleep.</summary>
    /// <returns>Whether it will be; not if it is being cancelled, has been asked to stop, or its queue is closed.</returns>
    /// <inheritdoc cref="Queue"/>
    [RunsCallback(Later = true)]
    public bool Requeue(TimeSpan delay, Cpu? cpu = null) => Set(delay, cpu, isAgain: true);

    /// <summary>As <see cref="WorkItem.Cancel"/>, its timer included.</summary>
    /// <returns>Whether it was pending.</returns>
    public bool Cancel()
    {
        var wasPending = Item.Cancel();
        DropTimer();
        return wasPending;
    }

    /// <summary>As <see cref="WorkItem.CancelSync"/>, its timer included.</summary>
    /// <inheritdoc cref="WorkItem.CancelSync"/>
    [WaitsFor]
    public bool CancelSync([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var wasPending = Item.CancelSync(file, line);
        DropTimer();
        return wasPending;
    }

    /// <summary>Queues it at once if a timer was to do so, and waits until it has run. May sleep.</summary>
    /// <inheritdoc cref="WorkItem.Flush"/>
    [WaitsFor]
    public bool Flush([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _ = Item.Owner.Dispatcher.Do(Item, static item => item.OnTime(timing: null, cpu: null));
        return Item.Flush(file, line);
    }

    /// <inheritdoc cref="WorkItem.RequestStop"/>
    [Signals]
    public void RequestStop()
    {
        Item.RequestStop();
        _ = Cancel();
    }

    /// <inheritdoc cref="WorkItem.AllowAgain"/>
    public void AllowAgain() => Item.AllowAgain();

    /// <inheritdoc/>
    public override string ToString() => Item.Name;

    // The timer that is not needed: the last one, or this one if it is late itself. Under the latch.
    private ITimer? Adopt(ITimer timer, long timing)
    {
        if (!Item.IsTiming(timing))
        {
            return timer;
        }

        (var last, _timer) = (_timer, timer);
        return last;
    }

    private void DropTimer() => Item.Owner.Dispatcher.Do(this, static work =>
    {
        var timer = work.Item.IsTiming(null) ? null : work._timer;
        work._timer = timer is null ? work._timer : null;
        return timer;
    })?.Dispose();

    private bool Set(TimeSpan delay, Cpu? cpu, bool isAgain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var dispatcher = Item.Owner.Dispatcher;
        if (dispatcher.Do((Item, isAgain), static call => call.Item.TryDelay(call.isAgain)) is not { } timing)
        {
            return false;
        }

        if (delay == TimeSpan.Zero)
        {
            return dispatcher.Do((Item, timing, cpu), static call => call.Item.OnTime(call.timing, call.cpu));
        }

        // A timer that fires although another one has taken its place, or none, is told by its number.
        var timer = _time.CreateTimer(_ => dispatcher.Do((Item, timing, cpu), static call => call.Item.OnTime(call.timing, call.cpu)), null, delay, Timeout.InfiniteTimeSpan);
        dispatcher.Do((Work: this, timer, timing), static call => call.Work.Adopt(call.timer, call.timing))?.Dispose();
        return true;
    }
}
