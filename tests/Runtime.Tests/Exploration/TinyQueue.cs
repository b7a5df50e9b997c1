using System.Runtime.CompilerServices;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using CallSite = MmRuntime.Scheduling.CallSite;

/// <summary>The smallest wait queue: waits until a condition holds, or (wrongly) until the next signal.</summary>
internal sealed class TinyQueue(string name)
{
    private readonly List<SimTask> _waiters = [];
    private Latch _latch;

    /// <summary>Waits for the condition; it is looked at again after being enlisted, so no wake-up is lost.</summary>
    public void WaitUntil(Func<bool> condition, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        while (true)
        {
            Enlist(task);
            if (condition())
            {
                return;
            }

            task.Driver.Park(this, Timeout.InfiniteTimeSpan, new CallSite(file, line));
        }
    }

    /// <summary>Waits for whoever signals next: too late for a signal that was there before.</summary>
    public void WaitForSignal([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        Enlist(task);
        task.Driver.Park(this, Timeout.InfiniteTimeSpan, new CallSite(file, line));
    }

    public void WakeAll([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        SimTask.Current.Driver.Point(PointKind.Signal, this, new CallSite(file, line));
        _latch.Enter();
        var woken = _waiters.ToList();
        _waiters.Clear();
        _latch.Exit();
        woken.ForEach(task => task.Driver.Unpark());
    }

    public override string ToString() => name;

    private void Enlist(SimTask task)
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Update);
        _latch.Enter();
        _waiters.Add(task);
        _latch.Exit();
    }
}
