using MmRuntime.Cpus;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>What a queue has under way. All of it is guarded by the dispatcher's latch.</summary>
public sealed partial class Workqueue
{
    private readonly Dictionary<WorkerPool, Share> _shares = [];
    private readonly List<long> _open = [];
    private WaiterList _waiting;
    private long _lastTicket;
    private int _drains;
    private bool _isClosed;

    /// <summary>Whether a task may queue items now.</summary>
    internal bool IsOpen(SimTask task) => !_isClosed && (_drains == 0 || task.Work == this);

    /// <summary>Where an item runs that is queued now.</summary>
    internal WorkerPool PoolFor(Cpu? cpu) => _options.Kind == WorkqueueKind.Bound ? Dispatcher.OnCpu(cpu) : Dispatcher.Anywhere;

    /// <summary>An item is queued.</summary>
    /// <param name="item">Which.</param>
    /// <param name="pool">Where it is to run.</param>
    /// <param name="isActive">Whether it may start; else <see cref="WorkItem.Release"/> is called when it may.</param>
    /// <returns>By what the queue knows this run of it.</returns>
    internal long Admit(WorkItem item, WorkerPool pool, out bool isActive)
    {
        var share = ShareOf(pool);
        isActive = share.Active < Most;
        if (isActive)
        {
            share.Active++;
        }
        else
        {
            share.Held.AddLast(item);
        }

        _open.Add(++_lastTicket);
        return _lastTicket;
    }

    /// <summary>A run is over, or will not be, that could have started.</summary>
    internal void Close(long ticket, WorkerPool pool)
    {
        var share = ShareOf(pool);
        share.Active--;
        Forget(ticket);
        if (share.Held.First is { } first)
        {
            share.Held.RemoveFirst();
            share.Active++;
            first.Value.Release();
        }
    }

    /// <summary>A run will not be that could not have started yet.</summary>
    internal void Forget(WorkItem item, long ticket)
    {
        foreach (var share in _shares.Values)
        {
            share.Held.Remove(item);
        }

        Forget(ticket);
    }

    private int Most => _options.Kind == WorkqueueKind.Ordered ? 1 : _options.MaxActive;

    private Share ShareOf(WorkerPool pool)
    {
        if (!_shares.TryGetValue(pool, out var share))
        {
            _shares.Add(pool, share = new Share());
        }

        return share;
    }

    private void Forget(long ticket)
    {
        _open.Remove(ticket);
        for (Waiter? at = _waiting.First, next; at is not null; at = next)
        {
            next = at.Next;
            if (_open.Count == 0 || _open[0] > at.Want)
            {
                _waiting.Remove(at);
                at.Grant();
                at.Task.Driver.Unpark();
            }
        }
    }

    private bool IsToWait(Waiter waiter, long ticket)
    {
        if (_open.Count == 0 || _open[0] > ticket)
        {
            return false;
        }

        waiter.Want = ticket;
        _waiting.Add(waiter);
        return true;
    }

    // What a queue has under way in one pool.
    private sealed class Share
    {
        public int Active { get; set; }

        public LinkedList<WorkItem> Held { get; } = new();
    }
}
