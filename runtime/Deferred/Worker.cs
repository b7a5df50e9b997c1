using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>A task that runs items, one after the other, and sleeps in between. Its state is guarded by the dispatcher's latch.</summary>
internal sealed class Worker(Dispatcher dispatcher, WorkerPool pool, string name)
{
    private SimTask? _task;
    private Waiter? _waiter;
    private bool _isToEnd;

    /// <summary>Where it takes items from.</summary>
    public WorkerPool Pool { get; } = pool;

    /// <summary>The queue that it is kept for; null if it works for all.</summary>
    public Workqueue? RescuerOf { get; init; }

    /// <summary>What it runs, or is to run when it wakes.</summary>
    public WorkItem? Item { get; set; }

    /// <summary>Starts it. The caller holds no latch.</summary>
    public void Start(TaskDriver starter, Lockdep.LockValidator validator) => starter.Start(name, Live, validator);

    /// <summary>There is something to do for it: <see cref="Item"/>, or the end.</summary>
    public void Wake(bool isToEnd = false)
    {
        _isToEnd |= isToEnd;
        if (_waiter is { } waiter)
        {
            waiter.Grant();
            waiter.Task.Driver.Unpark();
        }
    }

    /// <summary>Makes the waits of what it runs look at their conditions again.</summary>
    public void Poke() => _task?.Driver.Unpark();

    /// <summary>Its thread is there; called by itself.</summary>
    public void Introduce(SimTask task, Waiter waiter)
    {
        (_task, _waiter) = (task, waiter);
        if (Item is not null || _isToEnd)
        {
            waiter.Grant();
        }
    }

    /// <summary>It has nothing to do for now; called by itself.</summary>
    public void LieDown()
    {
        Item = null;
        if (!_isToEnd)
        {
            _waiter!.Reset(0);
        }
    }

    private void Live()
    {
        var task = SimTask.Current;
        var waiter = task.RentWaiter(0);
        dispatcher.Introduce(this, task, waiter);
        for (var item = WaitForItem(task, waiter); item is not null; item = dispatcher.Finish(this, item) ?? WaitForItem(task, waiter))
        {
            Run(item, task);
        }

        task.ReturnWaiter(waiter);
    }

    private WorkItem? WaitForItem(SimTask task, Waiter waiter)
    {
        // Whoever waits for work may wait for ever; whoever does some must come to its end.
        task.Driver.IsIdle = true;
        while (!waiter.IsGranted)
        {
            task.Sleep(Pool, Timeout.InfiniteTimeSpan, default);
        }

        task.Driver.IsIdle = false;
        return Item;
    }

    private static void Run(WorkItem item, SimTask task)
    {
        if (item.RunsOn is { } cpu)
        {
            cpu.Run(() => item.Run(task));
        }
        else
        {
            item.Run(task);
        }
    }
}
