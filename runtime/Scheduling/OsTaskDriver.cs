using System.Diagnostics.CodeAnalysis;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;

namespace MmRuntime.Scheduling;

/// <summary>A task that runs when the operating system lets it: one permit, guarded by a monitor.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The timer lives for one wait and is disposed at its end.")]
internal sealed class OsTaskDriver(TimeProvider time) : TaskDriver
{
    /// <summary>Rounds of looking again before the thread gives up its time slice.</summary>
    private const int BusyRounds = 20;

    private readonly object _gate = new();
    private bool _hasPermit;
    private bool _isTimeOver;

    public override bool IsDeterministic => false;

    public override TimeProvider Time { get; } = time;

    public override void Point(PointKind kind, object subject, CallSite site)
    {
        // The operating system interrupts wherever it likes.
    }

    public override void BeforeAccess(object owner, long index, SharedAccess access)
    {
        // As above; this driver is never anybody's hook.
    }

    public override int Choose(int alternatives, object subject, CallSite site) => 0;

    public override void Relax(object subject, int round, CallSite site)
    {
        if (round < BusyRounds)
        {
            Thread.SpinWait(8 << Math.Min(round, 6));
        }
        else
        {
            // Holder and waiter may share a core: spinning on would only keep the holder off it.
            Thread.Yield();
        }
    }

    public override bool Park(object subject, TimeSpan timeout, CallSite site)
    {
        if (timeout != Timeout.InfiniteTimeSpan && Time != TimeProvider.System)
        {
            return ParkByClock(timeout);
        }

        lock (_gate)
        {
            var deadline = timeout == Timeout.InfiniteTimeSpan ? 0 : Environment.TickCount64 + (long)timeout.TotalMilliseconds;
            while (!_hasPermit)
            {
                var left = timeout == Timeout.InfiniteTimeSpan ? Timeout.Infinite : (int)Math.Min(int.MaxValue, deadline - Environment.TickCount64);
                if (left != Timeout.Infinite && left <= 0)
                {
                    return false;
                }

                Monitor.Wait(_gate, left);
            }

            _hasPermit = false;
            return true;
        }
    }

    public override void Unpark()
    {
        lock (_gate)
        {
            _hasPermit = true;
            Monitor.Pulse(_gate);
        }
    }

    public override SimTask Start(string name, Action body, LockValidator validator)
    {
        var task = new SimTask(name, new OsTaskDriver(Time), validator);
        new Thread(() => task.Run(body)) { IsBackground = true, Name = name }.Start();
        return task;
    }

    public override void Begin(SimTask task)
    {
        // The thread is there already.
    }

    public override void End(SimTask task)
    {
        // And goes on without us.
    }

    // Another clock than the machine's: its timer ends the wait.
    private bool ParkByClock(TimeSpan timeout)
    {
        lock (_gate)
        {
            _isTimeOver = false;
        }

        using var timer = Time.CreateTimer(static driver => ((OsTaskDriver)driver!).EndTime(), this, timeout, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            while (!_hasPermit && !_isTimeOver)
            {
                Monitor.Wait(_gate);
            }

            var hadPermit = _hasPermit;
            _hasPermit = false;
            return hadPermit;
        }
    }

    private void EndTime()
    {
        lock (_gate)
        {
            _isTimeOver = true;
            Monitor.Pulse(_gate);
        }
    }
}
