using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>Runs items of work later, on workers: anywhere, on the processor they were queued on, or one after the other.</summary>
/// <remarks>
/// Its items run under its own mark for the validator, so waiting for all of them is an edge to whatever any of them takes. Members take no lock that the
/// validator knows. Its kernel counterpart is <c>struct workqueue_struct</c> (<c>kernel/workqueue.c</c>, v6.19).
/// </remarks>
public sealed partial class Workqueue : IDisposable
{
    /// <summary>How many workers a queue has at most that shares none with others.</summary>
    private const int MostOwnWorkers = 256;

    private readonly WorkqueueOptions _options;
    private readonly Worker? _rescuer;
    private readonly bool _ownsDispatcher;

    /// <summary>A queue with workers of its own, which run as the calling task does: on threads of their own, or as tasks of its scheduler.</summary>
    /// <param name="name">What reports call it: its class, for the validator.</param>
    /// <param name="options">How it works; unbound and with several items at once unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is to be less than one item under way.</exception>
    /// <exception cref="InvalidOperationException">The queue is to be bound: for that it needs a machine.</exception>
    public Workqueue(string name, WorkqueueOptions? options = null)
        : this(name, options ?? new(), new Dispatcher([], MostOwnWorkers), ownsDispatcher: true)
    {
    }

    internal Workqueue(string name, WorkqueueOptions options, Dispatcher dispatcher, bool ownsDispatcher = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxActive, 1, nameof(options));
        (Name, _options, Dispatcher, _ownsDispatcher) = (name, options, dispatcher, ownsDispatcher);
        Map = new WaitMap(name, LockKind.Pseudo, string.Empty, 0, string.Empty);
        if (options.Kind == WorkqueueKind.Bound)
        {
            _ = dispatcher.OnCpu(null);
        }

        if (options.IsReclaimSafe)
        {
            _rescuer = new Worker(dispatcher, dispatcher.Anywhere, $"rescuer of {name}") { RescuerOf = this };
            _rescuer.Start(dispatcher.Starter, dispatcher.Validator);
        }
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>How it works.</summary>
    public WorkqueueOptions Options => _options;

    /// <summary>What its items share with other queues.</summary>
    internal Dispatcher Dispatcher { get; }

    /// <summary>Held while any of its items runs.</summary>
    internal WaitMap Map { get; }

    /// <summary>The worker it has for itself, if that has nothing to do. Guarded by the dispatcher's latch.</summary>
    internal Worker? IdleRescuer => _rescuer is { Item: null } ? _rescuer : null;

    /// <summary>An item of this queue. Nothing runs before it is queued.</summary>
    /// <param name="body">What it does. If it throws, that is as on any thread: the end of the process.</param>
    /// <param name="name">What reports call it: its class, for the validator; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public WorkItem Create(
        [RunsCallback(BodyOf = "return")] Action body,
        string? name = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0,
        [CallerMemberName] string member = "") => new(this, body, name, (file, line, member));

    /// <summary>An item of this queue that is queued after a time.</summary>
    /// <inheritdoc cref="Create"/>
    public DelayedWork CreateDelayed(
        [RunsCallback(BodyOf = "return")] Action body,
        string? name = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0,
        [CallerMemberName] string member = "") => new(new WorkItem(this, body, name, (file, line, member)), Dispatcher.Starter.Time);

    /// <summary>Waits until everything has run that is queued now, in every item of the queue. May sleep. Timers that will queue items are not waited for.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">
    /// The validator's sink throws: the task must not sleep, holds a lock that some item takes, or is an item of the queue; freeing memory relies on the task, but
    /// not on the queue; or all of a machine uses the queue, so that nobody knows what this waits for.
    /// </exception>
    [WaitsFor]
    public void Flush([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        ReportIfShared(site);
        AnnounceFlush(site, isOfQueue: true);
        _ = Dispatcher.DoAndWait(waiter => IsToWait(waiter, _lastTicket), this, site);
    }

    /// <summary>Waits until nothing is queued or running any more. Meanwhile only items of the queue themselves can queue. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws; see <see cref="Flush"/>.</exception>
    [WaitsFor]
    public void Drain([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        ReportIfShared(site);
        AnnounceFlush(site, isOfQueue: true);
        Drain(site);
        _ = Dispatcher.Do(this, static queue => queue._drains--);
    }

    /// <summary>Drains the queue for good: nothing can be queued afterwards. May sleep, as <see cref="Drain(string, int)"/>.</summary>
    [WaitsFor]
    public void Dispose()
    {
        if (Dispatcher.Do(this, static queue => queue._isClosed))
        {
            return;
        }

        AnnounceFlush(default, isOfQueue: true);
        Drain(default(CallSite));
        _ = Dispatcher.Do(this, static queue =>
        {
            queue.IdleRescuer?.Wake(isToEnd: true);
            return queue._isClosed = true;
        });
        if (_ownsDispatcher)
        {
            Dispatcher.Close();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Tells the validator that a task may wait for items of this queue.</summary>
    /// <param name="site">Where.</param>
    /// <param name="isOfQueue">Whether for all of them; else for one.</param>
    internal void AnnounceFlush(CallSite site, bool isOfQueue)
    {
        if (!Seam.On)
        {
            return;
        }

        var task = SimTask.Current;
        var place = new SourcePlace(site.File, site.Line);
        if (isOfQueue)
        {
            task.Held.MightSleep("waits for a workqueue", place);
        }

        var relied = task.IsReclaiming ? "frees memory" : task.Work is Workqueue { _options.IsReclaimSafe: true } own ? $"is work of '{own.Name}', on which freeing memory relies" : null;
        if (relied is not null && !_options.IsReclaimSafe)
        {
            task.Held.Validator.Report(ReportFactory.WrongContext(task.Held, place, $"{relied}, and waits for work of '{Name}', which may need memory to go on"));
        }

        // Where one item keeps the next one waiting, who waits for one waits for all.
        if (isOfQueue || _options.Kind == WorkqueueKind.Ordered || _options.MaxActive == 1 || _options.IsReclaimSafe)
        {
            Map.Await(task, site);
        }
    }

    private void ReportIfShared(CallSite site)
    {
        if (Seam.On && _options.IsShared)
        {
            var held = SimTask.Current.Held;
            held.Validator.Report(ReportFactory.WrongContext(held, new SourcePlace(site.File, site.Line), $"waits for all work of '{Name}', which everybody uses: nobody knows what for; use a queue of your own"));
        }
    }

    private void Drain(CallSite site) => _ = Dispatcher.DoAndWait(
        waiter =>
        {
            _drains++;
            return IsToWait(waiter, long.MaxValue);
        },
        this,
        site);
}
