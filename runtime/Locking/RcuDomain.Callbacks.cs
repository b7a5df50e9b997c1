using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>What is to be done once no reader can see a thing any more.</summary>
public sealed partial class RcuDomain
{
    /// <summary>Bytes that may wait to be freed before whoever adds more has to wait for readers first.</summary>
    public const long MaxPendingBytes = 1 << 20;

    private readonly object _callbackGate = new();
    private List<Action> _pending = [];
    private long _pendingBytes;
    private int _running;

    /// <summary>How many callbacks wait.</summary>
    public int PendingCallbacks
    {
        get
        {
            lock (_callbackGate)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>
    /// Has code run once every section open now is over, on whichever task comes by. May sleep, if too much is pending and the task may.
    /// </summary>
    /// <param name="callback">The code: runs outside of sections with no lock of the caller, and must not sleep.</param>
    /// <param name="bytes">How much it will free.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public void Call([RunsCallback(Later = true), AtomicContext] Action callback, long bytes = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(callback);
        bool isTooMuch;
        TellUpdate(_callbackGate);
        lock (_callbackGate)
        {
            _pending.Add(callback);
            _pendingBytes += bytes;
            isTooMuch = _pendingBytes > MaxPendingBytes;
        }

        // Who must not sleep leaves it to the next one who may.
        if (isTooMuch && !IsReading && SimTask.Current.Held is { IsEmpty: true })
        {
            Barrier(file, line);
        }
    }

    /// <summary>Waits for readers, then runs every callback that was added before. Sleeps.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [WaitsFor("rcu"), Sleeps]
    public void Barrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        List<Action> batch;
        TellUpdate(_callbackGate);
        lock (_callbackGate)
        {
            (batch, _pending) = (_pending, []);
            _pendingBytes = 0;
            Atomic.Add(ref _running, 1);
        }

        try
        {
            Synchronize(file, line);
            foreach (var callback in batch)
            {
                callback();
            }
        }
        finally
        {
            TellUpdate(_callbackGate);
            Atomic.Add(ref _running, -1);
        }

        // Another task may have taken callbacks that were added before ours; they count as ours to wait for. Pairs with the two counts above.
        for (var round = 0; Atomic.Read(in _running) != 0; round++)
        {
            SimTask.Current.Driver.Relax(this, round, new CallSite(file, line));
        }
    }
}
