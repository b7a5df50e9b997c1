using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>Workqueues that share workers, and the one latch that guards all of their state.</summary>
/// <remarks>Each operation is one step on the dispatcher: coarse for the explorer, but nothing of an item is ever half done.</remarks>
internal sealed class Dispatcher
{
    private readonly WorkerPool _anywhere;
    private readonly WorkerPool[] _onCpus;
    private Latch _latch;

    /// <summary>Queues of the task that makes it: workers run as that task does, and their locks are known to its validator.</summary>
    /// <param name="cpus">Where bound queues may run.</param>
    /// <param name="mostWorkers">How many workers there are memory and threads for, in each pool.</param>
    public Dispatcher(IReadOnlyList<Cpu> cpus, int mostWorkers)
    {
        (Starter, Validator) = (SimTask.Current.Driver, SimTask.Current.Held.Validator);
        _anywhere = new WorkerPool(this, null, mostWorkers);
        _onCpus = [.. cpus.Select(cpu => new WorkerPool(this, cpu, mostWorkers))];
    }

    /// <summary>A dispatcher of somebody else's validator.</summary>
    public Dispatcher(IReadOnlyList<Cpu> cpus, int mostWorkers, TaskDriver starter, LockValidator validator)
        : this(cpus, mostWorkers) =>
        (Starter, Validator) = (starter, validator);

    /// <summary>Starts workers.</summary>
    public TaskDriver Starter { get; }

    /// <summary>Learns from their locks.</summary>
    public LockValidator Validator { get; }

    /// <summary>Where items of no processor run.</summary>
    public WorkerPool Anywhere => _anywhere;

    /// <summary>Where the items of a processor run: those of the one that the task runs on, unless one is given.</summary>
    /// <exception cref="ArgumentException">The dispatcher does not know the processor.</exception>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public WorkerPool OnCpu(Cpu? cpu)
    {
        var wanted = cpu ?? (SimTask.Current.Processor as Lease)?.Cpu;
        return wanted is null && _onCpus.Length > 0 ? _onCpus[0]
            : Array.Find(_onCpus, pool => pool.Cpu == wanted) ?? (_onCpus.Length == 0
                ? throw new InvalidOperationException("A bound workqueue needs processors: make it by the machine that has them.")
                : throw new ArgumentException($"Processor {wanted!.Number} is not one of this machine.", nameof(cpu)));
    }

    /// <summary>Changes state, and wakes workers that have something to do by that.</summary>
    /// <typeparam name="TState">What the change is given.</typeparam>
    /// <typeparam name="T">What the change answers.</typeparam>
    /// <param name="state">What the change is given.</param>
    /// <param name="change">The change; takes no lock and wakes only by permits.</param>
    public T Do<TState, T>(TState state, Func<TState, T> change)
    {
        Enter();
        var answer = change(state);
        Leave();
        return answer;
    }

    /// <summary>As <see cref="Do"/>, for a change that leaves the caller waiting.</summary>
    /// <param name="change">Answers whether there is anything to wait for: then the waiter it is given is in a list.</param>
    /// <param name="subject">What is waited for.</param>
    /// <param name="site">Where.</param>
    /// <returns>Whether there was anything to wait for.</returns>
    public bool DoAndWait(Func<Waiter, bool> change, object subject, CallSite site)
    {
        var task = SimTask.Current;
        var waiter = task.RentWaiter(0);
        Enter();
        var isToWait = change(waiter);
        Leave();
        while (isToWait && !waiter.IsGranted)
        {
            task.Sleep(subject, Timeout.InfiniteTimeSpan, site);
        }

        task.ReturnWaiter(waiter);
        return isToWait;
    }

    /// <summary>A worker's thread is there.</summary>
    public void Introduce(Worker worker, SimTask task, Waiter waiter)
    {
        Enter();
        worker.Introduce(task, waiter);
        _latch.Exit();
    }

    /// <summary>An item has come to its end.</summary>
    /// <returns>What its worker runs next; null if it is to sleep.</returns>
    public WorkItem? Finish(Worker worker, WorkItem item)
    {
        Enter();
        var next = item.Finish(worker) ? item : worker.Pool.Take(worker);
        Leave();
        return next;
    }

    /// <summary>Sends the idle workers home; there are no items any more.</summary>
    public void Close()
    {
        Enter();
        _anywhere.Close();
        Array.ForEach(_onCpus, static pool => pool.Close());
        _latch.Exit();
    }

    private void Enter()
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Update);

        _latch.Enter();
    }

    // Gives items to workers. No operation makes more than one item runnable, so at most one worker is to be started, with the latch free.
    private void Leave()
    {
        var started = _anywhere.Dispatch();
        for (var i = 0; started is null && i < _onCpus.Length; i++)
        {
            started = _onCpus[i].Dispatch();
        }

        _latch.Exit();
        started?.Start(Starter, Validator);
    }

    /// <inheritdoc/>
    public override string ToString() => "workqueues";
}
