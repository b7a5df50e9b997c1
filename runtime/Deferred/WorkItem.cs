using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>Code that a worker runs later: once for each time it is queued, never twice at once.</summary>
/// <remarks>
/// Waiting for it is an edge from every lock held to every lock that it takes, and its queue's items if they run one after the other. Its kernel counterpart is
/// <c>struct work_struct</c> (<c>kernel/workqueue.c</c>, v6.19).
/// </remarks>
public sealed partial class WorkItem
{
    private readonly Action _body;
    private readonly WaitMap _map;
    private readonly CallSite _madeAt;
    private SharedWord _isStopRequested;

    internal WorkItem(Workqueue owner, Action body, string? name, (string File, int Line, string Member) at)
    {
        ArgumentNullException.ThrowIfNull(body);
        (Owner, _body, _madeAt) = (owner, body, new CallSite(at.File, at.Line));
        _map = new WaitMap(name, LockKind.Pseudo, at.File, at.Line, at.Member);
        Name = name ?? (_map.Name.Length > 0 ? _map.Name : $"{owner.Name} item");
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>The queue that runs it.</summary>
    public Workqueue Owner { get; }

    /// <summary>Whether it is queued, or will be when its time comes, and has not begun. Old as soon as it is known.</summary>
    public bool IsPending => Owner.Dispatcher.Do(this, static item => item._state != State.None);

    /// <summary>Whether it is being run. Old as soon as it is known, unless it asks itself.</summary>
    public bool IsRunning => Owner.Dispatcher.Do(this, static item => item._runner is not null);

    /// <summary>Whether it has been asked to come to its end. Its waits look at this in their conditions.</summary>
    public bool IsStopRequested => _isStopRequested.Read(this) != 0;

    /// <summary>Queues it, to be run once more. Takes no lock, does not sleep; may be called by a handler of interrupts, and by itself.</summary>
    /// <param name="cpu">For a bound queue: where it runs; the task's own processor unless given.</param>
    /// <returns>Whether it was; not if it is pending already, is being cancelled, has been asked to stop, or its queue is being drained or closed.</returns>
    [RunsCallback(Later = true)]
    public bool Queue(Cpu? cpu = null) => Owner.Dispatcher.Do((Item: this, Cpu: cpu), static call => call.Item.TryQueue(call.Cpu));

    /// <summary>Takes it out of the queue. Does not wait: if it has begun it goes on, also after this returns. Does not sleep; may be called by a handler of interrupts.</summary>
    /// <returns>Whether it was pending.</returns>
    public bool Cancel() => Owner.Dispatcher.Do(this, static item => item.Remove());

    /// <summary>Takes it out of the queue and waits until it is not running any more; meanwhile nobody can queue it, itself included. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether it was pending.</returns>
    /// <exception cref="LockdepException">The validator's sink throws: the task must not sleep, or holds a lock that the item takes, or is the item itself.</exception>
    [WaitsFor]
    public bool CancelSync([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        AnnounceWait("cancels work and waits for its end", site);
        var wasPending = false;
        _ = Owner.Dispatcher.DoAndWait(
            waiter =>
            {
                _forbidden++;
                wasPending = Remove();
                return IsToWait(waiter);
            },
            this,
            site);
        _ = Owner.Dispatcher.Do(this, static item => item._forbidden--);
        return wasPending;
    }

    /// <summary>Waits until it has run for each time that it has been queued so far. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether there was anything to wait for.</returns>
    /// <exception cref="LockdepException">
    /// The validator's sink throws: as for <see cref="CancelSync"/>; or the task is an item of the same ordered queue; or freeing memory relies on the task, but not on the item's queue.
    /// </exception>
    [WaitsFor]
    public bool Flush([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        AnnounceWait("waits for work", site);
        Owner.AnnounceFlush(site, isOfQueue: false);
        return Owner.Dispatcher.DoAndWait(IsToWait, this, site);
    }

    /// <summary>Asks it to come to its end: it is not queued any more from now, and if it runs, its waits look at their conditions. Does not wait, does not sleep.</summary>
    /// <remarks>The first half of every safe end; <see cref="CancelSync"/> is the second.</remarks>
    [Signals]
    public void RequestStop()
    {
        // The flag is there before the waits look.
        _isStopRequested.Write(this, 1);
        _ = Owner.Dispatcher.Do(this, static item =>
        {
            item._runner?.Poke();
            return item._isToStop = true;
        });
    }

    /// <summary>Takes such a request back: it may be queued again.</summary>
    public void AllowAgain()
    {
        _isStopRequested.Write(this, 0);
        _ = Owner.Dispatcher.Do(this, static item => item._isToStop = false);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Runs it, on a worker's task.</summary>
    internal void Run(SimTask task)
    {
        task.Work = Owner;
        Owner.Map.Enter(task, _madeAt);
        _map.Enter(task, _madeAt);
        _body();
        _map.Leave(task);
        Owner.Map.Leave(task);
        task.Work = null;
        if (Seam.On)
        {
            task.Held.EndSection($"Work item '{Name}' of", new SourcePlace(_madeAt.File, _madeAt.Line));
        }
    }

    private void AnnounceWait(string what, CallSite site)
    {
        var task = SimTask.Current;
        if (Seam.On)
        {
            task.Held.MightSleep(what, new SourcePlace(site.File, site.Line));
        }

        _map.Await(task, site);
    }
}
