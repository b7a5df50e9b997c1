using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Cpus;
using MmRuntime.Deferred;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Physical;
using MmRuntime.Scheduling;

namespace MmRuntime;

/// <summary>One simulated machine: processors, clock, validator, and what all its tasks share. Several live side by side in a process and know nothing of each other.</summary>
/// <remarks>
/// Made in an ordinary program, it runs on threads of the host. Made while the <see cref="Exploration.Explorer"/> sets up an execution, all of it runs as that
/// execution's tasks, by its clock.
/// </remarks>
public sealed class Machine : IDisposable, IReclaimGate
{
    /// <summary>Workers for each processor and for no one in particular, unless the machine has room for less.</summary>
    private const int MostWorkers = 256;

    private readonly TaskDriver _starter;
    private readonly Dispatcher _dispatcher;
    private readonly Workqueue _systemQueue;
    private readonly Lazy<PhysicalMemory> _memory;
    private readonly Lock _gate = new();
    private object? _shared;

    /// <summary>A machine.</summary>
    /// <param name="cpus">How many processors it has, 1 to 64.</param>
    /// <param name="validator">Who learns from its tasks' locks; one of its own, which logs to the error stream, unless the calling task has one.</param>
    /// <param name="time">Its clock; that of the calling task unless given.</param>
    /// <param name="mostWorkers">How many workers it can have for each processor, and for none in particular.</param>
    /// <param name="memory">How large its memory is, and who has a say in it; how many processors there are is known. 64 MiB unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many processors, or no workers.</exception>
    public Machine(int cpus = 2, LockValidator? validator = null, TimeProvider? time = null, int mostWorkers = MostWorkers, PhysicalMemoryOptions? memory = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpus, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cpus, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostWorkers, 1);
        var maker = SimTask.Current;
        Validator = validator ?? (maker.Held.Validator == LockValidator.Default ? new LockValidator(new LogSink(Console.Error)) : maker.Held.Validator);
        _starter = time is null || time == maker.Driver.Time ? maker.Driver : new OsTaskDriver(time);
        Cpus = [.. Enumerable.Range(0, cpus).Select(number => new Cpu(number))];
        _dispatcher = new Dispatcher(Cpus, mostWorkers, _starter, Validator);
        _memory = new Lazy<PhysicalMemory>(() => new PhysicalMemory((memory ?? new()) with { Cpus = cpus, ReclaimGate = this }));
        _systemQueue = new Workqueue("system queue", new WorkqueueOptions { IsShared = true, MaxActive = mostWorkers }, _dispatcher);
    }

    /// <summary>Its processors, by number.</summary>
    public IReadOnlyList<Cpu> Cpus { get; }

    /// <summary>Its memory, which is made when somebody first asks for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The options given to the machine make no sense.</exception>
    /// <exception cref="InsufficientMemoryException">The operating system does not set the address space aside.</exception>
    public PhysicalMemory Memory => _memory.Value;

    /// <summary>The clock of its timeouts and timers.</summary>
    public TimeProvider Time => _starter.Time;

    /// <summary>Who learns from its tasks' locks.</summary>
    public LockValidator Validator { get; }

    /// <summary>Its readers of data that is published without a lock.</summary>
    public RcuDomain Rcu { get; } = new("rcu");

    /// <summary>Freeing memory on behalf of somebody who wants some (the kernel's <c>fs_reclaim</c>, <c>mm/page_alloc.c</c>, v6.19): in the order of locks as if it were one.</summary>
    public PseudoLock FsReclaim { get; } = new("fs_reclaim");

    /// <summary>Telling others that translations go away (the kernel's <c>mmu_notifier_invalidate_range_start</c>, <c>mm/mmu_notifier.c</c>, v6.19), likewise.</summary>
    public PseudoLock MmuNotifier { get; } = new("mmu_notifier_invalidate_range_start");

    /// <summary>The queue for work that nobody ever waits for all of.</summary>
    public Workqueue SystemQueue => _systemQueue;

    /// <summary>What others keep for the machine, made when somebody first asks for it; what it is, is for them to know.</summary>
    internal object Share(Func<object> make)
    {
        lock (_gate)
        {
            return _shared ??= make();
        }
    }

    /// <summary>A queue whose workers are those of the machine.</summary>
    /// <param name="name">What reports call it: its class, for the validator.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is to be less than one item under way.</exception>
    public Workqueue CreateQueue(string name, WorkqueueOptions? options = null) => new(name, options ?? new(), _dispatcher);

    /// <summary>Runs code as a task of the machine, on this thread; or, in a task of an exploration, as that task.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="body">What it does, with the processor it runs on.</param>
    /// <param name="cpu">Number of that processor.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such processor.</exception>
    public void Run(string name, [RunsCallback] Action<Cpu> body, int cpu = 0)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(cpu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cpu, Cpus.Count);
        var on = Cpus[cpu];
        if (SimTask.Current.IsDriven)
        {
            on.Run(() => body(on));
        }
        else
        {
            new SimTask(name, Validator, Time).Run(() => on.Run(() => body(on)));
        }
    }

    /// <summary>States that memory may have to be freed here to get some: what that would take is ordered after everything held, whether it happens or not. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task must not sleep, or holds what freeing memory takes.</exception>
    [MayReclaim]
    public void MayReclaim([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        if (!LockValidator.IsOn || task.ReclaimForbidden > 0)
        {
            return;
        }

        task.MightSleep(file, line);
        using (FsReclaim.Enter(file, line))
        {
            MmuNotifier.MightLock(LockMode.Write, file, line);
        }
    }

    /// <inheritdoc/>
    void IReclaimGate.MayReclaim(string file, int line) => MayReclaim(file, line);

    /// <summary>Frees memory for a task that waits for it: what it takes meanwhile must never be held by who allocates.</summary>
    /// <param name="body">How.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task frees memory already.</exception>
    public void Reclaim([RunsCallback] Action body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(body);
        var task = SimTask.Current;
        using (FsReclaim.Enter(file, line))
        {
            var was = task.IsReclaiming;
            task.IsReclaiming = true;
            try
            {
                WithoutReclaim(body);
            }
            finally
            {
                task.IsReclaiming = was;
            }
        }
    }

    /// <summary>Runs code in which allocations must not free memory to get some, because it holds what that takes.</summary>
    /// <param name="body">The code.</param>
    public static void WithoutReclaim([RunsCallback] Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var task = SimTask.Current;
        task.ReclaimForbidden++;
        try
        {
            body();
        }
        finally
        {
            task.ReclaimForbidden--;
        }
    }

    /// <summary>
    /// Waits until the system's queue is empty, sends the workers home, and gives the memory back. The queues made here are to be disposed before, and everything that has frames. May sleep.
    /// </summary>
    /// <exception cref="MmUsageException">Frames are allocated; all but the memory is gone.</exception>
    [WaitsFor]
    public void Dispose()
    {
        _systemQueue.Dispose();
        _dispatcher.Close();
        if (_memory.IsValueCreated)
        {
            Rcu.Barrier();
            (_shared as IDisposable)?.Dispose();
            Memory.Dispose();
        }
    }
}
