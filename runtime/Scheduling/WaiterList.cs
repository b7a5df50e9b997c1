namespace MmRuntime.Scheduling;

/// <summary>Waiters, first come first. Guarded by a latch of its owner. A field, never copied.</summary>
internal struct WaiterList
{
    private Waiter? _first;
    private Waiter? _last;

    /// <summary>Who came first; null if nobody waits.</summary>
    public readonly Waiter? First => _first;

    /// <summary>Adds one at the end.</summary>
    public void Add(Waiter waiter)
    {
        if (_last is null)
        {
            _first = waiter;
        }
        else
        {
            _last.Next = waiter;
        }

        _last = waiter;
    }

    /// <summary>Takes one out, wherever it stands; false if it is not here.</summary>
    public bool Remove(Waiter waiter)
    {
        Waiter? before = null;
        for (var at = _first; at is not null; (before, at) = (at, at.Next))
        {
            if (at != waiter)
            {
                continue;
            }

            if (before is null)
            {
                _first = at.Next;
            }
            else
            {
                before.Next = at.Next;
            }

            _last = _last == at ? before : _last;
            at.Next = null;
            return true;
        }

        return false;
    }
}
