using System.Runtime.CompilerServices;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;

namespace MmRuntime.Scheduling;

/// <summary>One flow of control, as locks, validator and scheduler know it: a thread of the host, or a task of a scheduler.</summary>
/// <remarks>
/// Threads that never met one get one at their first lock operation. A task runs on one thread at a time; all its members but <see cref="Kill"/> and the
/// names belong to that thread.
/// </remarks>
public sealed partial class SimTask : LockHolder
{
    [ThreadStatic]
    private static SimTask? _current;

    private int _isKilled;

    /// <summary>A task driven by the operating system.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="validator">Who learns from its locks; <see cref="LockValidator.Default"/> unless given.</param>
    /// <param name="time">The clock of its timeouts; the system's unless given.</param>
    public SimTask(string name, LockValidator? validator = null, TimeProvider? time = null)
        : this(name, new OsTaskDriver(time ?? TimeProvider.System), validator ?? LockValidator.Default)
    {
    }

    internal SimTask(string name, TaskDriver driver, LockValidator validator)
        : base(validator, name, driver.IsDeterministic)
    {
        Driver = driver;
        IsDriven = driver.IsDeterministic;
    }

    /// <summary>The task that runs on this thread.</summary>
    public static SimTask Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _current ?? AdoptThread();
    }

    /// <summary>A small number that spreads tasks over tables; not unique.</summary>
    internal int Number => RuntimeHelpers.GetHashCode(this);

    /// <summary>Whether somebody has asked the task to die: its killable waits fail from then on.</summary>
    public bool IsKilled => Atomic.Read(in _isKilled) != 0;

    /// <summary>The locks it holds and the contexts it is in, as far as the validator is told: the task itself, by the name that says what it is asked for.</summary>
    internal LockHolder Held => this;

    private protected override bool IsRunning => _current == this;

    /// <summary>What lets it run and wait.</summary>
    internal TaskDriver Driver { get; }

    /// <summary>Whether its lock operations and shared accesses are scheduling points; the same as asking the driver, but without a call.</summary>
    internal bool IsDriven { get; }

    /// <summary>Asks the task to die: its killable waits, the running one included, come back with failure. Takes no lock, never sleeps.</summary>
    public void Kill()
    {
        // Pairs with IsKilled, which waits read after each permit: the flag is there before the permit is.
        Atomic.Write(ref _isKilled, 1);
        Driver.Unpark();
    }

    /// <summary>Sleeps as <see cref="TaskDriver.Park"/> does, and lets another task have the processor meanwhile.</summary>
    internal bool Sleep(object subject, TimeSpan timeout, CallSite site)
    {
        if (Processor is not { } processor)
        {
            return Driver.Park(subject, timeout, site);
        }

        processor.GiveUp(this);
        var hadPermit = Driver.Park(subject, timeout, site);
        processor.TakeBack(this, site);
        return hadPermit;
    }

    /// <summary>Runs code as this task, on this thread. May be repeated; may stand inside another task's run, whose place it takes meanwhile.</summary>
    /// <param name="body">What the task does.</param>
    public void Run(Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (outer, outerHook) = (_current, SharedAccessHook.Current);
        _current = this;
        SharedAccessHook.Current = IsDriven ? Driver : null;
        try
        {
            Driver.Begin(this);
            Held.Begin();
            body();
            if (Seam.On)
            {
                // Not after an exception: what it left behind says less than the exception itself.
                Held.End();
            }
        }
        finally
        {
            try
            {
                Held.Clear();
                Driver.End(this);
            }
            finally
            {
                (_current, SharedAccessHook.Current) = (outer, outerHook);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SimTask AdoptThread()
    {
        var thread = Thread.CurrentThread;
        _current = new SimTask(thread.Name ?? $"thread {thread.ManagedThreadId}");
        _current.Held.Begin();
        return _current;
    }
}
