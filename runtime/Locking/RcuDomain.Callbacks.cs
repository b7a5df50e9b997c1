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
    private readonly List<SimTask> _runners = [];
    private List<Callback> _pending = [];
    private List<Callback>? _spare;
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
        Call(new Callback(callback, null, 0), bytes, new CallSite(file, line));
    }

    /// <summary>As <see cref="Call(Action, long, string, int)"/>, without an object for each call.</summary>
    /// <param name="callback">The code: the same delegate each time.</param>
    /// <param name="argument">What it is given.</param>
    /// <param name="bytes">How much it will free.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    internal void Call(
        [RunsCallback(Later = true), AtomicContext] Action<uint> callback, uint argument, long bytes, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Call(new Callback(null, callback, argument), bytes, new CallSite(file, line));

    /// <summary>Waits for readers, then runs every callback that was added before. Sleeps.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="InvalidOperationException">The task is in a callback of this domain: it would wait for itself.</exception>
    [WaitsFor("rcu"), Sleeps]
    public void Barrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        List<Callback> batch;
        TellUpdate(_callbackGate);
        lock (_callbackGate)
        {
            if (_runners.Contains(task))
            {
                throw new InvalidOperationException("A callback waits for callbacks to end, and so for itself.");
            }

            _runners.Add(task);
            (batch, _pending, _spare) = (_pending, _spare ?? [], null);
            _pendingBytes = 0;
            Atomic.Add(ref _running, 1);
        }

        try
        {
            Synchronize(file, line);
            foreach (var callback in batch)
            {
                callback.Run();
            }
        }
        finally
        {
            batch.Clear();
            TellUpdate(_callbackGate);
            lock (_callbackGate)
            {
                _spare = batch;
                _runners.Remove(task);
                Atomic.Add(ref _running, -1);
            }
        }

        // Another task may have taken callbacks that were added before ours; they count as ours to wait for. Pairs with the two counts above.
        for (var round = 0; Atomic.Read(in _running) != 0; round++)
        {
            task.Driver.Relax(this, round, new CallSite(file, line));
        }
    }

    private void Call(Callback callback, long bytes, CallSite site)
    {
        var task = SimTask.Current;
        bool isTooMuch;
        TellUpdate(_callbackGate);
        lock (_callbackGate)
        {
            _pending.Add(callback);
            _pendingBytes += bytes;

            // A callback would wait for itself.
            isTooMuch = _pendingBytes > MaxPendingBytes && !_runners.Contains(task);
        }

        // Who must not sleep leaves it to the next one who may.
        if (isTooMuch && !IsReading && task.Held.IsEmpty)
        {
            Barrier(site.File, site.Line);
        }
    }

    // One of the two, the second with its argument.
    private readonly record struct Callback(Action? Plain, Action<uint>? WithArgument, uint Argument)
    {
        public void Run()
        {
            Plain?.Invoke();
            WithArgument?.Invoke(Argument);
        }
    }
}
