using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Deferred;

/// <summary>Runs a handler once a time is over, as a software interrupt: it must not sleep. Never twice at once.</summary>
/// <remarks>
/// Waiting for the handler spins, so it may be done wherever the handler cannot be what is waited for: not under a lock that it takes, and not under a lock that
/// some interrupt's handler takes, which could come in on top of this one. Its kernel counterpart is <c>struct timer_list</c> (<c>kernel/time/timer.c</c>, v6.19).
/// </remarks>
public sealed class KernelTimer
{
    private readonly Action _handler;
    private readonly TimeProvider _time;
    private readonly SimTask _task;
    private readonly WaitMap _map;
    private readonly CallSite _madeAt;
    private Latch _latch;
    private ITimer? _timer;
    private long _setting;
    private bool _isPending;
    private bool _isRunning;
    private bool _isMissed;
    private bool _isShutDown;

    /// <summary>A timer that is not set. Its time is that of the calling task.</summary>
    /// <param name="handler">What it does; must not sleep. May set the timer again. If it throws, that is as on any thread: the end of the process.</param>
    /// <param name="name">What reports call it: its class, for the validator; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public KernelTimer(
        [RunsCallback(BodyOf = "this"), InterruptContext("softirq")] Action handler,
        string? name = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0,
        [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(handler);
        var maker = SimTask.Current;
        (_handler, _time, _madeAt) = (handler, maker.Driver.Time, new CallSite(file, line));

        // Whoever waits for it spins.
        _map = new WaitMap(name, LockKind.Spin, file, line, member);
        Name = name ?? (_map.Name.Length > 0 ? _map.Name : nameof(KernelTimer));
        _task = new SimTask(Name, maker.Held.Validator, _time);
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>Whether it is set and has not fired. Old as soon as it is known.</summary>
    public bool IsPending => Do(this, static timer => timer._isPending);

    /// <summary>Sets it to fire after a time, whatever it was set to before. Takes no lock, does not sleep; may be called by its handler.</summary>
    /// <param name="delay">How long from now.</param>
    /// <returns>Whether it was set before; false too, and it is not set, after <see cref="Shutdown"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    [RunsCallback(Later = true)]
    public bool Arm(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var (setting, wasPending) = Do(this, static timer =>
        {
            var was = timer._isPending;
            timer._isPending = !timer._isShutDown;
            return (timer._isShutDown ? 0 : ++timer._setting, was);
        });
        if (setting == 0)
        {
            return false;
        }

        // One that fires although another one has taken its place, or none, is told by its number.
        var started = _time.CreateTimer(_ => Fire(setting), null, delay, Timeout.InfiniteTimeSpan);
        Do((Timer: this, started, setting), static call =>
        {
            var isLate = !call.Timer._isPending || call.setting != call.Timer._setting;
            var unused = isLate ? call.started : call.Timer._timer;
            call.Timer._timer = isLate ? call.Timer._timer : call.started;
            return unused;
        })?.Dispose();
        return wasPending;
    }

    /// <summary>Takes the setting back. Does not wait: a handler that has begun goes on, also after this returns. Does not sleep; may be called in every context.</summary>
    /// <returns>Whether it was set.</returns>
    public bool Cancel() => Unset(isForGood: false);

    /// <summary>Takes the setting back and waits, spinning, until the handler is not running any more. Does not sleep. The handler may have set the timer again.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether it was set.</returns>
    /// <exception cref="LockdepException">The validator's sink throws: the task holds a lock that the handler takes, or one that an interrupt's handler takes; or it is the handler.</exception>
    [WaitsFor]
    public bool CancelSync([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => UnsetAndWait(isForGood: false, new CallSite(file, line));

    /// <summary>As <see cref="CancelSync"/>, and the timer cannot be set any more: what its handler uses may be taken away afterwards.</summary>
    /// <inheritdoc cref="CancelSync"/>
    [WaitsFor]
    public bool Shutdown([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => UnsetAndWait(isForGood: true, new CallSite(file, line));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private void Fire(long setting)
    {
        if (!Do((Timer: this, setting), static call => call.Timer.TryBegin(call.setting)))
        {
            return;
        }

        var task = SimTask.Current;
        if (task.IsDriven)
        {
            Handle();
        }
        else
        {
            // A thread of the host's pool: for as long as this takes it is the timer's.
            _task.Run(Handle);
        }
    }

    private void Handle()
    {
        var task = SimTask.Current;
        do
        {
            task.RunHandler(RunMarked, isSoft: true, _madeAt.File, _madeAt.Line);
        }
        while (Do(this, static timer => timer.End()));
    }

    private void RunMarked()
    {
        var task = SimTask.Current;
        _map.Enter(task, _madeAt);
        _handler();
        _map.Leave(task);
    }

    private bool TryBegin(long setting)
    {
        if (!_isPending || setting != _setting)
        {
            return false;
        }

        _isPending = false;
        _isMissed = _isRunning;
        _isRunning = true;
        return !_isMissed;
    }

    // Whether it fired again while it ran.
    private bool End()
    {
        _isRunning = _isMissed;
        _isMissed = false;
        return _isRunning;
    }

    private bool Unset(bool isForGood)
    {
        var (wasPending, timer) = Do((Timer: this, isForGood), static call =>
        {
            var (was, unused) = (call.Timer._isPending || call.Timer._isMissed, call.Timer._timer);
            (call.Timer._isPending, call.Timer._isMissed, call.Timer._timer) = (false, false, null);
            call.Timer._isShutDown |= call.isForGood;
            return (was, unused);
        });
        timer?.Dispose();
        return wasPending;
    }

    private bool UnsetAndWait(bool isForGood, CallSite site)
    {
        var task = SimTask.Current;
        if (Seam.On)
        {
            // With interrupts off for the validator: that the mark is touched here does not mean that a handler must not hold it.
            task.Held.DisableHardIrqs();
            try
            {
                _map.Await(task, site);
            }
            finally
            {
                task.Held.EnableHardIrqs(new SourcePlace(site.File, site.Line));
            }
        }

        var wasPending = false;
        for (var round = 0; ; round++)
        {
            wasPending |= Unset(isForGood);
            if (!Do(this, static timer => timer._isRunning))
            {
                return wasPending;
            }

            task.Driver.Relax(this, round, site);
        }
    }

    private T Do<TState, T>(TState state, Func<TState, T> change)
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Update);

        _latch.Enter();
        var answer = change(state);
        _latch.Exit();
        return answer;
    }
}
