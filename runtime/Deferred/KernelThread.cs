using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>A task of the system's own, which runs until it is asked to stop.</summary>
/// <remarks>
/// It looks at <see cref="ShouldStop"/> in the conditions of its waits: whoever waits for its end wakes them first. Waiting is an edge from every lock held to
/// every lock that the thread takes. Its kernel counterpart is <c>struct kthread</c> (<c>kernel/kthread.c</c>, v6.19).
/// </remarks>
public sealed class KernelThread
{
    private readonly WaitQueue _ends = new();
    private readonly WaitMap _map;
    private SimTask _task;
    private SharedWord _isToStop;
    private SharedWord _isOver;

    private KernelThread(string name, Action<KernelThread> body, CallSite site)
    {
        (Name, _map) = (name, new WaitMap(name, LockKind.Pseudo, site.File, site.Line, string.Empty));
        var maker = SimTask.Current;
        _task = maker.Driver.Start(name, () => Run(body, site), maker.Held.Validator);
    }

    /// <summary>What reports call it: its class, for the validator.</summary>
    public string Name { get; }

    /// <summary>Whether it has been asked to stop. Its waits look at this in their conditions.</summary>
    public bool ShouldStop => _isToStop.Read(this) != 0;

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver => _isOver.Read(this) != 0;

    /// <summary>Starts a thread, which runs as the calling task does: on a thread of the host, or as a task of its scheduler.</summary>
    /// <param name="name">What reports call it: its class, for the validator.</param>
    /// <param name="body">What it does, until it is asked to stop. If it throws, that is as on any thread: the end of the process.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public static KernelThread Start(
        string name,
        [RunsCallback(BodyOf = "return")] Action<KernelThread> body,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(body);
        return new KernelThread(name, body, new CallSite(file, line));
    }

    /// <summary>Asks it to stop, and makes its waits look at their conditions. Does not wait, does not sleep.</summary>
    [Signals]
    public void RequestStop()
    {
        // The flag is there before the waits look.
        _isToStop.Write(this, 1);
        _task.Driver.Unpark();
    }

    /// <summary>Asks it to stop, and waits until it has. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task must not sleep, holds a lock that the thread takes, or is the thread.</exception>
    [WaitsFor]
    public void Stop([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        // Before anything is done: a sink that throws leaves the thread as it was.
        Announce(file, line);
        RequestStop();
        Wait(file, line);
    }

    /// <summary>Waits until it has come to its end, without asking it to. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">As for <see cref="Stop"/>.</exception>
    [WaitsFor]
    public void Join([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Announce(file, line);
        Wait(file, line);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private void Run(Action<KernelThread> body, CallSite site)
    {
        // Whoever gets this object from the body finds the task in it.
        var task = _task = SimTask.Current;
        _map.Enter(task, site);
        body(this);
        _map.Leave(task);
        _isOver.Write(this, 1);
        _ends.WakeAll(site.File, site.Line);
    }

    private void Announce(string file, int line)
    {
        var task = SimTask.Current;
        if (Seam.On)
        {
            task.Held.MightSleep("waits for a thread's end", new SourcePlace(file, line));
        }

        _map.Await(task, new CallSite(file, line));
    }

    private void Wait(string file, int line) => _ends.WaitAnnounced(this, static thread => thread.IsOver, new CallSite(file, line));
}
