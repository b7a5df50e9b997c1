using System.Diagnostics.CodeAnalysis;

namespace MmAnalyzers.Verdicts.Running;

/// <summary>A thread of a cell, which stops after each acquisition until it is told to go on.</summary>
internal sealed class Worker
{
    private const int LookMilliseconds = 2;
    private const int LooksBeforeBlocked = 75;
    private const int LooksSavedBySleep = 3;

    private readonly object _gate = new();
    private readonly List<string> _held = [];
    private readonly Thread _thread;
    private string? _wanted;
    private bool _isStopped;
    private bool _mayGo;
    private bool _isFree;
    private long _moves;

    /// <summary>Starts a thread, which stops before it does anything.</summary>
    public Worker(Action body)
    {
        _thread = new Thread(() => Run(body)) { IsBackground = true };
        _thread.Start();
        lock (_gate)
        {
            while (!_isStopped)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Whether the method has ended.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether it has stopped at a rendezvous.</summary>
    public bool IsStopped => Read(() => _isStopped);

    /// <summary>How often it has done something, so that standing still can be seen.</summary>
    public long Moves => Read(() => _moves);

    /// <summary>How many locks it has acquired.</summary>
    public int Acquisitions { get; private set; }

    /// <summary>What the method threw.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether it waits for a lock, or has ended.</summary>
    public bool IsAtLock => Read(() => IsDone || _wanted is not null);

    /// <summary>Whether the thread sleeps or waits at this moment.</summary>
    public bool IsAsleep => _thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

    /// <summary>Locks held, and the one it waits for.</summary>
    public string Standing => Read(() => string.Join(' ', new[] { _held.Count > 0 ? "holds " + string.Join('+', _held) : null, _wanted is null ? null : "wants " + _wanted }.OfType<string>()));

    /// <summary>Lets it go to its next rendezvous, and waits until it is there, has ended or is blocked.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            if (!_isStopped)
            {
                return;
            }

            (_isStopped, _mayGo) = (false, true);
            Monitor.PulseAll(_gate);
        }

        AwaitQuiet();
    }

    /// <summary>Lets it go without stopping again.</summary>
    public void Free()
    {
        lock (_gate)
        {
            (_isStopped, _isFree) = (false, true);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The thread is about to acquire a lock.</summary>
    public void Wants(string name)
    {
        lock (_gate)
        {
            _moves++;
            _wanted = name;
        }
    }

    /// <summary>The thread has acquired a lock.</summary>
    public void Has(string name)
    {
        lock (_gate)
        {
            _moves++;
            Acquisitions++;
            _wanted = null;
            _held.Add(name);
        }

        Stop();
    }

    /// <summary>The thread is about to release a lock.</summary>
    public void Gives(string name)
    {
        lock (_gate)
        {
            _moves++;
            _wanted = null;
            _held.Remove(name);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a cell throws is its verdict.")]
    private void Run(Action body)
    {
        Rendezvous.Enlist(this);
        Stop();
        try
        {
            body();
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        lock (_gate)
        {
            _moves++;
            IsDone = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _isStopped = !_isFree;
            Monitor.PulseAll(_gate);
            while (!_mayGo && !_isFree)
            {
                Monitor.Wait(_gate);
            }

            (_mayGo, _isStopped) = (false, false);
        }
    }

    // A thread that sleeps is taken to be blocked; one that spins or awaits gets longer. An error here costs an order that was meant to be tried, no verdict.
    private void AwaitQuiet()
    {
        for (var looks = 0; looks < LooksBeforeBlocked; looks += _wanted is not null && IsAsleep ? LooksSavedBySleep : 1)
        {
            // Locks yield some times before they queue up. Who yields as often here has waited long enough on the busiest machine.
            Thread.Sleep(0);
            lock (_gate)
            {
                if (_isStopped || IsDone)
                {
                    return;
                }

                Monitor.Wait(_gate, LookMilliseconds);
            }
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
