namespace MmRuntime.Exploration.Steps;

/// <summary>Where one thread sleeps until another hands it the turn: a binary semaphore with one waiter.</summary>
/// <remarks>Opening pairs with waiting: what the opener wrote is seen by whoever passes. No spinning: the next turn may be milliseconds away.</remarks>
internal sealed class Gate
{
    private readonly object _monitor = new();
    private bool _isOpen;

    /// <summary>Lets the waiter pass, now or when it comes.</summary>
    public void Open()
    {
        lock (_monitor)
        {
            _isOpen = true;
            Monitor.Pulse(_monitor);
        }
    }

    /// <summary>Sleeps until the gate is open, and closes it behind the caller.</summary>
    public void Wait()
    {
        lock (_monitor)
        {
            while (!_isOpen)
            {
                Monitor.Wait(_monitor);
            }

            _isOpen = false;
        }
    }
}
