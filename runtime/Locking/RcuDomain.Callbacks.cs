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
    private List<Pending> _pending = [];
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
        Add(new Pending(static (body, _) => ((Action)body)(), callback, 0), bytes, new CallSite(file, line));
    }

    /// <summary>As <see cref="Call(Action, long, string, int)"/>, for who has one callback for many things and names the thing: nothing is allocated for a call.</summary>
    /// <param name="callback">The code.</param>
    /// <param name="subject">What it is given: whose thing it is.</param>
    /// <param name="number">What it is given besides: which.</param>
    /// <param name="bytes">How much it will free.</param>
    /// <param name="site">Who wants it.</param>
    internal void Call([RunsCallback(Later = true), AtomicContext] Action<object, long> callback, object subject, long number, long bytes, CallSite site) =>
        Add(new Pending(callback, subject, number), bytes, site);

    private void Add(Pending pending, long bytes, CallSite site)
    {
        bool isTooMuch;
        TellUpdate(_callbackGate);
        lock (_callbackGate)
        {
            _pending.Add(pending);
            _pendingBytes += bytes;
            isTooMuch = _pendingBytes > MaxPendingBytes;
        }

        // Who must not sleep leaves it to the next one who may.
        if (isTooMuch && !IsReading && SimTask.Current.Held is { IsEmpty: true })
        {
            Barrier(site.File, site.Line);
        }
    }

    /// <summary>Waits for readers, then runs every callback that was added before. Sleeps.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [WaitsFor("rcu"), Sleeps]
    public void Barrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        List<Pending> batch;
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
                callback.Body(callback.Subject, callback.Number);
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

    private readonly record struct Pending(Action<object, long> Body, object Subject, long Number);
}
