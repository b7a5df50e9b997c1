using MmRuntime.Atomics;

namespace MmRuntime.Exploration.Steps;

/// <summary>Where one thread sleeps until another hands it the turn: a binary semaphore with one waiter.</summary>
/// <remarks>Opening pairs with waiting: what the opener wrote is seen by whoever passes. No spinning: the next turn may be milliseconds away.</remarks>
internal sealed class Gate
{
    private const int Closed = 0;
    private const int IsOpen = 1;
    private const int Awaited = -1;

    private readonly Futex? _futex;
    private readonly object _monitor = new();
    private bool _isOpen;

    /// <summary>A closed gate.</summary>
    /// <param name="usesFutex">Whether to sleep by the system's own means, where it has them.</param>
    public Gate(bool usesFutex = true) => _futex = usesFutex && Futex.IsSupported ? new Futex() : null;

    /// <summary>Lets the waiter pass, now or when it comes.</summary>
    public void Open()
    {
        if (_futex is { } futex)
        {
            // Pairs with Pass.
            if (Atomic.Exchange(ref futex.Word, IsOpen) == Awaited)
            {
                futex.Wake();
            }

            return;
        }

        lock (_monitor)
        {
            _isOpen = true;
            Monitor.Pulse(_monitor);
        }
    }

    /// <summary>Sleeps until the gate is open, and closes it behind the caller.</summary>
    public void Wait()
    {
        if (_futex is { } futex)
        {
            Pass(futex);
            return;
        }

        lock (_monitor)
        {
            while (!_isOpen)
            {
                Monitor.Wait(_monitor);
            }

            _isOpen = false;
        }
    }

    private static void Pass(Futex futex)
    {
        // Pairs with Open: whoever sees the gate open sees what the opener wrote; and an opener that comes after the word says so knows that we sleep.
        while (Atomic.CompareExchange(ref futex.Word, Closed, IsOpen) != IsOpen)
        {
            if (Atomic.CompareExchange(ref futex.Word, Awaited, Closed) != IsOpen)
            {
                futex.Wait(Awaited);
            }
        }
    }
}
