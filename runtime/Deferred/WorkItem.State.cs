using MmRuntime.Cpus;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>Where an item stands. All of it is guarded by the dispatcher's latch.</summary>
public sealed partial class WorkItem
{
    private State _state;
    private Worker? _runner;
    private WorkerPool? _pool;
    private WaiterList _waiting;
    private int _forbidden;
    private bool _isToStop;
    private long _timing;
    private long _queued;
    private long _done;
    private long _ticket;
    private long _runningTicket;

    private enum State
    {
        None,

        /// <summary>A timer will queue it.</summary>
        Delayed,

        /// <summary>Its queue has as many under way as it may.</summary>
        Held,

        /// <summary>It waits for a worker.</summary>
        Runnable,

        /// <summary>It runs, and its worker is to run it once more.</summary>
        Following,
    }

    /// <summary>The processor of the queue it was put into; null for any.</summary>
    internal Cpu? RunsOn => _pool!.Cpu;

    /// <summary>Puts it into its queue, unless it is there already or must not be.</summary>
    internal bool TryQueue(Cpu? cpu)
    {
        if (_state != State.None || !IsAllowed())
        {
            return false;
        }

        Enqueue(cpu);
        return true;
    }

    /// <summary>A timer is about to be set for it.</summary>
    /// <param name="isAgain">Whether one that is set already is to be replaced.</param>
    /// <returns>What <see cref="OnTime"/> is to be called with; null if it is pending or must not be.</returns>
    internal long? TryDelay(bool isAgain)
    {
        if (isAgain)
        {
            _ = Remove();
        }

        if (_state != State.None || !IsAllowed())
        {
            return null;
        }

        _state = State.Delayed;
        return ++_timing;
    }

    /// <summary>Whether a timer is to queue it.</summary>
    /// <param name="timing">Whether this one; null for any.</param>
    internal bool IsTiming(long? timing) => _state == State.Delayed && (timing is not { } one || one == _timing);

    /// <summary>A timer has come to its end, or is not waited for any longer.</summary>
    /// <param name="timing">Which; null for the one that is set now.</param>
    /// <param name="cpu">Where it is to run.</param>
    internal bool OnTime(long? timing, Cpu? cpu)
    {
        if (!IsTiming(timing))
        {
            return false;
        }

        _state = State.None;
        Enqueue(cpu);
        return true;
    }

    /// <summary>It may start as soon as a worker has time.</summary>
    internal void Release()
    {
        _state = State.Runnable;
        _pool!.Add(this);
    }

    /// <summary>A worker has time for it.</summary>
    /// <returns>False if another one runs it, which will run it again.</returns>
    internal bool TryBegin(Worker worker)
    {
        if (_runner is not null)
        {
            _state = State.Following;
            return false;
        }

        Begin(worker);
        return true;
    }

    /// <summary>It has come to its end.</summary>
    /// <returns>Whether its worker is to run it once more.</returns>
    internal bool Finish(Worker worker)
    {
        (_runner, worker.Item) = (null, null);
        _done++;
        Owner.Close(_runningTicket, _pool!);
        WakeWaiters();
        if (_state != State.Following)
        {
            return false;
        }

        Begin(worker);
        return true;
    }

    // Pending, but not running.
    private bool Remove()
    {
        switch (_state)
        {
            case State.None:
                return false;
            case State.Delayed:
                _timing++;
                _state = State.None;
                return true;
            case State.Runnable:
                _pool!.Remove(this);
                break;
        }

        var wasHeld = _state == State.Held;
        _state = State.None;
        _queued--;
        if (wasHeld)
        {
            Owner.Forget(this, _ticket);
        }
        else
        {
            Owner.Close(_ticket, _pool!);
        }

        WakeWaiters();
        return true;
    }

    private bool IsAllowed() => _forbidden == 0 && !_isToStop && Owner.IsOpen(SimTask.Current);

    private void Enqueue(Cpu? cpu)
    {
        // While it runs it belongs where it is: nobody else may run it.
        _pool = _runner is null ? Owner.PoolFor(cpu) : _pool!;
        _queued++;
        _ticket = Owner.Admit(this, _pool, out var isActive);
        if (isActive)
        {
            Release();
        }
        else
        {
            _state = State.Held;
        }
    }

    private void Begin(Worker worker)
    {
        (_state, _runner, worker.Item) = (State.None, worker, this);
        _runningTicket = _ticket;
    }

    private bool IsToWait(Waiter waiter)
    {
        if (_done == _queued)
        {
            return false;
        }

        waiter.Want = _queued;
        _waiting.Add(waiter);
        return true;
    }

    private void WakeWaiters()
    {
        for (Waiter? at = _waiting.First, next; at is not null; at = next)
        {
            // What is taken out of the queue again is not waited for any longer.
            next = at.Next;
            at.Want = Math.Min(at.Want, _queued);
            if (at.Want <= _done)
            {
                _waiting.Remove(at);
                at.Grant();
                at.Task.Driver.Unpark();
            }
        }
    }
}
