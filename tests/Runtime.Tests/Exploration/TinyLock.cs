using System.Runtime.CompilerServices;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using CallSite = MmRuntime.Scheduling.CallSite;

/// <summary>The smallest lock that sleeps: a latch, an owner and a list of waiters, on nothing but the seam.</summary>
internal sealed class TinyLock(string name)
{
    private readonly Queue<SimTask> _waiters = new();
    private Latch _latch;
    private SimTask? _owner;

    public void Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var (task, site) = (SimTask.Current, new CallSite(file, line));
        task.Driver.Point(PointKind.Acquire, this, site);
        while (!TakeOrWait(task))
        {
            task.Driver.Park(this, Timeout.InfiniteTimeSpan, site);
        }
    }

    public bool TryEnter(TimeSpan timeout, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var (task, site) = (SimTask.Current, new CallSite(file, line));
        task.Driver.Point(PointKind.Acquire, this, site);
        var isInTime = true;
        while (!TakeOrWait(task))
        {
            if (!isInTime)
            {
                return false;
            }

            isInTime = task.Driver.Park(this, timeout, site);
        }

        return true;
    }

    public void Exit([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        SimTask.Current.Driver.Point(PointKind.Release, this, new CallSite(file, line));
        _latch.Enter();
        _owner = null;
        var next = _waiters.Count > 0 ? _waiters.Dequeue() : null;
        _latch.Exit();
        next?.Driver.Unpark();
    }

    public override string ToString() => name;

    private bool TakeOrWait(SimTask task)
    {
        _latch.Enter();
        var isFree = _owner is null;
        if (isFree)
        {
            _owner = task;
        }
        else
        {
            _waiters.Enqueue(task);
        }

        _latch.Exit();
        return isFree;
    }
}
