using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Cpus;

/// <summary>Whose turn it is on a processor: the tasks that run on it take turns, and change when the one that has it sleeps or lets others run.</summary>
/// <remarks>
/// Who sleeps keeps the turn until somebody else wants it, so a task that has a processor to itself never waits for it. First come, first served. The state is
/// one with the processor, as far as the scheduler is concerned: each change is announced as an access to it.
/// </remarks>
internal sealed class Turn(Cpu cpu)
{
    private const long Place = 1;

    private Latch _latch;
    private WaiterList _waiting;
    private SimTask? _holder;
    private bool _isHolderAsleep;

    /// <summary>How often a task had to wait for another one to let go.</summary>
    public long Waits { get; private set; }

    /// <summary>Waits until the processor is the task's.</summary>
    public void Take(SimTask task, CallSite site)
    {
        Tell();
        _latch.Enter();
        TakeOrWait(task, site);
    }

    /// <summary>The task is about to sleep.</summary>
    public void GiveUp()
    {
        Tell();
        _latch.Enter();
        if (!HandOver())
        {
            _isHolderAsleep = true;
        }

        _latch.Exit();
    }

    /// <summary>The task has slept and wants to go on.</summary>
    /// <returns>Whether somebody else may have run here meanwhile.</returns>
    public bool TakeBack(SimTask task, CallSite site)
    {
        Tell();
        _latch.Enter();
        if (_holder == task)
        {
            _isHolderAsleep = false;
            _latch.Exit();
            return false;
        }

        TakeOrWait(task, site);
        return true;
    }

    /// <summary>The task lets the others run that want to, and waits until it is its turn again.</summary>
    /// <returns>Whether anybody did.</returns>
    public bool Pass(SimTask task, CallSite site)
    {
        Tell();
        _latch.Enter();
        if (!HandOver())
        {
            _latch.Exit();
            return false;
        }

        Wait(task, site);
        return true;
    }

    /// <summary>The task does not need the processor any more.</summary>
    public void Leave(SimTask task)
    {
        Tell();
        _latch.Enter();
        if (_holder == task && !HandOver())
        {
            (_holder, _isHolderAsleep) = (null, false);
        }

        _latch.Exit();
    }

    // With the latch held, which it gives back.
    private void TakeOrWait(SimTask task, CallSite site)
    {
        if (_holder is not null && !_isHolderAsleep)
        {
            Wait(task, site);
            return;
        }

        (_holder, _isHolderAsleep) = (task, false);
        _latch.Exit();
    }

    // Likewise.
    private void Wait(SimTask task, CallSite site)
    {
        var waiter = task.RentWaiter(0);
        _waiting.Add(waiter);
        Waits++;
        _latch.Exit();
        while (!waiter.IsGranted)
        {
            task.Driver.Park(cpu, Timeout.InfiniteTimeSpan, site);
        }

        task.ReturnWaiter(waiter);
    }

    private bool HandOver()
    {
        if (_waiting.First is not { } next)
        {
            return false;
        }

        _waiting.Remove(next);
        (_holder, _isHolderAsleep) = (next.Task, false);
        next.Grant();
        next.Task.Driver.Unpark();
        return true;
    }

    private void Tell()
    {
        SharedAccessHook.Tell(cpu, Place, SharedAccess.Update);
    }
}
