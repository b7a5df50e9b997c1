using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>Tasks that sleep until something is true, and those who make it so and say it.</summary>
/// <remarks>
/// A condition is looked at again after each wake, so a wake too many does no harm; whoever changes what it looks at wakes afterwards, or the waiter sleeps on.
/// Conditions run on the waiter's thread with no lock of the queue held.
/// </remarks>
public sealed class WaitQueue
{
    private const int ForOne = 0;

    private Latch _latch;
    private WaiterList _list;

    /// <summary>Sleeps until a condition holds.</summary>
    /// <typeparam name="T">Type of what the condition looks at.</typeparam>
    /// <param name="state">What the condition looks at.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task must not sleep.</exception>
    [Blocks]
    public void Wait<T>(T state, [RunsCallback] Func<T, bool> condition, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Sleep((state, condition), Timeout.InfiniteTimeSpan, isKillable: false, new CallSite(file, line));

    /// <summary>Sleeps until a condition holds or the task is killed.</summary>
    /// <typeparam name="T">Type of what the condition looks at.</typeparam>
    /// <param name="state">What the condition looks at.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether the condition holds.</returns>
    /// <exception cref="LockdepException">The validator's sink throws, and the task must not sleep.</exception>
    [Blocks, MustCheck]
    public bool WaitKillable<T>(T state, [RunsCallback] Func<T, bool> condition, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Sleep((state, condition), Timeout.InfiniteTimeSpan, isKillable: true, new CallSite(file, line));

    /// <summary>Sleeps until a condition holds or the time is over.</summary>
    /// <typeparam name="T">Type of what the condition looks at.</typeparam>
    /// <param name="state">What the condition looks at.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="timeout">How long at most, by the task's clock.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether the condition holds.</returns>
    /// <exception cref="LockdepException">The validator's sink throws, and the task must not sleep.</exception>
    [Blocks(Bounded = true), MustCheck]
    public bool Wait<T>(T state, [RunsCallback] Func<T, bool> condition, TimeSpan timeout, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Sleep((state, condition), timeout, isKillable: false, new CallSite(file, line));

    /// <summary>Has everybody look at their condition. Does not sleep; may be called by a handler of interrupts.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Signals]
    public void WakeAll([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Wake(int.MaxValue, file, line);

    /// <summary>Has the one who came first look at its condition. Does not sleep; may be called by a handler of interrupts.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Signals]
    public void WakeOne([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Wake(1, file, line);

    /// <summary>As <see cref="Wait{T}(T, Func{T, bool}, string, int)"/>, for a lock that the validator was told of already.</summary>
    internal void WaitAnnounced<T>(T state, Func<T, bool> condition, CallSite site) =>
        SleepUnchecked((state, condition), Timeout.InfiniteTimeSpan, isKillable: false, site);

    private void Wake(int count, string file, int line)
    {
        if (Seam.On && SimTask.Current is { IsDriven: true } task)
        {
            task.Driver.Point(PointKind.Signal, this, new CallSite(file, line));
        }

        // A full fence by the latch's exchange: pairs with that of Enlist. Either the waiter is seen here, or it sees what was changed before.
        _latch.Enter();
        for (; count > 0 && _list.First is { } first; count--)
        {
            _list.Remove(first);
            first.Grant();
            first.Task.Driver.Unpark();
        }

        _latch.Exit();
    }

    private bool Sleep<T>((T State, Func<T, bool> Holds) condition, TimeSpan timeout, bool isKillable, CallSite site)
    {
        ArgumentNullException.ThrowIfNull(condition.Holds);
        if (Seam.On)
        {
            SimTask.Current.Held.MightSleep("waits for a condition", new SourcePlace(site.File, site.Line));
        }

        return SleepUnchecked(condition, timeout, isKillable, site);
    }

    private bool SleepUnchecked<T>((T State, Func<T, bool> Holds) condition, TimeSpan timeout, bool isKillable, CallSite site)
    {
        var task = SimTask.Current;
        var start = timeout == Timeout.InfiniteTimeSpan ? 0 : task.Driver.Time.GetTimestamp();
        var waiter = task.RentWaiter(ForOne);
        try
        {
            for (Enlist(waiter); !condition.Holds(condition.State);)
            {
                var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - task.Driver.Time.GetElapsedTime(start);
                if ((isKillable && task.IsKilled) || (timeout != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero))
                {
                    return false;
                }

                task.Sleep(this, left, site);
                if (waiter.IsGranted)
                {
                    // Back into the list before looking, lest the next wake be missed.
                    waiter.Reset(ForOne);
                    Enlist(waiter);
                }
            }

            return true;
        }
        finally
        {
            Leave(waiter);
            task.ReturnWaiter(waiter);
        }
    }

    private void Enlist(Waiter waiter)
    {
        Tell();
        _latch.Enter();
        _list.Add(waiter);
        _latch.Exit();

        // Pairs with the latch of Wake: in the list first, then the look at the condition.
        Atomics.Atomic.Fence();
    }

    // Who is in the list when it is woken is for the scheduler to decide.
    private void Tell()
    {
        Atomics.SharedAccessHook.Tell(this, 0, Atomics.SharedAccess.Update);
    }

    private void Leave(Waiter waiter)
    {
        Tell();
        _latch.Enter();
        if (!_list.Remove(waiter) && _list.First is { } next)
        {
            // It was woken and does not need that any more (the time was over): somebody else may.
            _list.Remove(next);
            next.Grant();
            next.Task.Driver.Unpark();
        }

        _latch.Exit();
    }
}
