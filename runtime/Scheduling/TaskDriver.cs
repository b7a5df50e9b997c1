using MmRuntime.Atomics;
using MmRuntime.Lockdep;

namespace MmRuntime.Scheduling;

/// <summary>What lets one task run, wait and be woken: the operating system, or a scheduler that decides every step.</summary>
/// <remarks>
/// Each task has a driver of its own; README.md of this folder is the contract. All members but <see cref="Unpark"/> are called by the task itself, on
/// the thread it runs on. No member takes a lock that the validator knows.
/// </remarks>
internal abstract class TaskDriver : SharedAccessHook
{
    /// <summary>Whether lock operations, interrupt edges and shared accesses are scheduling points. Fixed for the life of the driver.</summary>
    public abstract bool IsDeterministic { get; }

    /// <summary>The clock by which this task's timeouts run.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>
    /// A point at which another task may run first. Called before the operation takes effect; the operation itself then happens in one step. Only called
    /// if <see cref="IsDeterministic"/>. Must not be called with a short internal latch held.
    /// </summary>
    public abstract void Point(PointKind kind, object subject, CallSite site);

    /// <summary>
    /// The task has looked at <paramref name="subject"/> and can do nothing until somebody changes it. Comes back after a moment, or (deterministic) after
    /// another task has passed a point, an access or a signal on the subject. The caller looks again and calls with one round more.
    /// </summary>
    /// <param name="subject">A spinning lock, an RCU domain, a processor: whatever the loop looks at.</param>
    /// <param name="round">How often this loop has looked already.</param>
    /// <param name="site">Where the operation was called.</param>
    public abstract void Relax(object subject, int round, CallSite site);

    /// <summary>
    /// Sleeps until the task has a permit, and takes it; a permit that is there already is taken at once. Comes back without one when the time is over.
    /// Permits may come for other reasons than the caller's (a kill, a waker that was late): callers look at their condition and park again.
    /// </summary>
    /// <param name="subject">What is waited for, for reports of deadlocks.</param>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="site">Where the operation was called.</param>
    /// <returns>Whether there was a permit.</returns>
    public abstract bool Park(object subject, TimeSpan timeout, CallSite site);

    /// <summary>Gives the task a permit, unless it has one. Called by any thread, task or timer; never waits, and is no scheduling point by itself.</summary>
    public abstract void Unpark();

    /// <summary>
    /// Starts another task that runs as this one does: on a thread of its own, or as one more task of the scheduler, for which it is a scheduling point.
    /// Called by any task, with no latch held; the new task runs from now or later.
    /// </summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="body">What it does. If it throws, that is as on any thread: the end of the process, or a finding.</param>
    /// <param name="validator">Who learns from its locks.</param>
    public abstract SimTask Start(string name, Action body, LockValidator validator);

    /// <summary>Whether the task waits for others to want something of it: then nobody need ever come. Set by the task itself.</summary>
    public virtual bool IsIdle { get; set; }

    /// <summary>Decides what the program leaves open: whether an interrupt comes now, an allocation fails. The operating system always says 0.</summary>
    /// <param name="alternatives">How many ways there are, at least one; way 0 is the ordinary one.</param>
    /// <param name="subject">What is decided about.</param>
    /// <param name="site">Where.</param>
    public abstract int Choose(int alternatives, object subject, CallSite site);

    /// <summary>The task begins: called once, on its thread, before its body.</summary>
    public abstract void Begin(SimTask task);

    /// <summary>The task ends, by return or exception: called once, on its thread, after its body.</summary>
    public abstract void End(SimTask task);
}
