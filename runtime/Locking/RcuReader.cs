using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>One task as a reader of one domain. Written by its task only.</summary>
internal sealed class RcuReader(SimTask task, RcuDomain domain, RcuReader? next)
{
    private long _since;
    private int _depth;

    /// <summary>Whose reader.</summary>
    public SimTask Task { get; } = task;

    /// <summary>Reader of what.</summary>
    public RcuDomain Domain { get; } = domain;

    /// <summary>The task's reader of another domain.</summary>
    public RcuReader? Next { get; } = next;

    /// <summary>Whether the task is in a section, by its own account.</summary>
    public bool IsInside => _depth > 0;

    /// <summary>The epoch in which the outermost section began; 0 outside. Read by who waits for readers.</summary>
    public long Since => Atomic.Read(in _since);

    /// <summary>Enters a section.</summary>
    public void Enter(long epoch)
    {
        if (_depth++ == 0)
        {
            // Only ordered as a release. That nothing read in the section is read before this is seen, the process-wide fence of Synchronize sees to.
            Atomic.Write(ref _since, epoch);
        }
    }

    /// <summary>Leaves it. Pairs with <see cref="Since"/>: who sees the end of the section sees all it did.</summary>
    public void Leave()
    {
        if (--_depth == 0)
        {
            Atomic.Write(ref _since, 0);
        }
    }
}
