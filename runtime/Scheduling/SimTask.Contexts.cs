using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Scheduling;

/// <summary>Sections of a task in which it must not sleep.</summary>
public sealed partial class SimTask
{
    private int _interruptsOff;
    private long _interruptEdges;
    private Waiter? _idleWaiters;

    /// <summary>Whether the task keeps interrupts off.</summary>
    public bool AreInterruptsOff => _interruptsOff > 0;

    /// <summary>How often interrupts went off and on: odd while they are off. For those who wait until a section that they see is over.</summary>
    internal long InterruptEdges => Atomics.Atomic.Read(in _interruptEdges);

    /// <summary>What the task is to RCU domains; each knows its own.</summary>
    internal object? RcuReaders { get; set; }

    /// <summary>The processor it runs on; null if it needs none.</summary>
    internal Processor? Processor { get; set; }

    /// <summary>The queue whose work it is doing; null if none.</summary>
    internal object? Work { get; set; }

    /// <summary>Whether it is freeing memory for somebody who waits for that.</summary>
    internal bool IsReclaiming { get; set; }

    /// <summary>In how many sections it is in which allocations must not free memory to get some.</summary>
    internal int ReclaimForbidden { get; set; }

    /// <summary>The memory it runs on; null for a task that has none of its own. What it is, is for others to know.</summary>
    internal object? Memory { get; set; }

    /// <summary>Keeps interrupts off until <see cref="EnableInterrupts"/>; sections nest. Takes no lock, does not sleep; nothing may sleep until the end.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [DisablesInterrupts]
    public void DisableInterrupts([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (_interruptsOff++ > 0)
        {
            return;
        }

        CrossInterruptEdge(file, line);

        // Pairs with the process-wide fence of who waits for such sections.
        Atomics.Atomic.Write(ref _interruptEdges, _interruptEdges + 1);
        Processor?.DisableInterrupts();
        if (Seam.On)
        {
            Held.DisableHardIrqs();
        }
    }

    /// <summary>Ends such a section; at the end of the outermost one, pending interrupts are handled. Takes no lock, does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: interrupts are not off, or a held lock must not be held with them on.</exception>
    [EnablesInterrupts]
    public void EnableInterrupts([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (_interruptsOff == 0)
        {
            if (Seam.On)
            {
                Held.EnableHardIrqs(new SourcePlace(file, line));
            }

            return;
        }

        if (--_interruptsOff > 0)
        {
            return;
        }

        CrossInterruptEdge(file, line);

        // Pairs with InterruptEdges: what was done in the section is seen by who sees its end.
        Atomics.Atomic.Write(ref _interruptEdges, _interruptEdges + 1);
        Processor?.EnableInterrupts();
        if (Seam.On)
        {
            Held.EnableHardIrqs(new SourcePlace(file, line));
        }
    }

    /// <summary>Keeps software interrupts off, as far as the validator is concerned; sections nest. Nothing may sleep until the end.</summary>
    [DisablesInterrupts("softirq")]
    public void DisableSoftInterrupts()
    {
        if (Seam.On)
        {
            Held.DisableSoftIrqs();
        }
    }

    /// <summary>Ends such a section.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: they are not off, or a held lock must not be held with them on.</exception>
    [EnablesInterrupts("softirq")]
    public void EnableSoftInterrupts([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            Held.EnableSoftIrqs(new SourcePlace(file, line));
        }
    }

    /// <summary>Runs code as the handler of an interrupt that came in on top of what the task was doing.</summary>
    /// <param name="handler">What it does; must not sleep.</param>
    /// <param name="isSoft">Whether of a software interrupt.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public void RunHandler([InterruptContext, RunsCallback] Action handler, bool isSoft = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (!Seam.On)
        {
            handler();
            return;
        }

        Held.EnterHandler(!isSoft);
        var isOver = false;
        try
        {
            handler();
            isOver = true;
        }
        finally
        {
            // After an exception, what the handler left behind says less than the exception itself.
            Held.LeaveHandler(!isSoft, new SourcePlace(file, line), isSilent: !isOver);
        }
    }

    /// <summary>States that the code may sleep here, though it does not always.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task must not sleep.</exception>
    [Sleeps]
    public void MightSleep([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            Held.MightSleep("may sleep", new SourcePlace(file, line));
        }
    }

    /// <summary>A waiter for one more wait of this task.</summary>
    internal Waiter RentWaiter(long want)
    {
        var waiter = _idleWaiters ?? new Waiter(this);
        _idleWaiters = waiter.Next;
        waiter.Reset(want);
        return waiter;
    }

    /// <summary>The wait is over, the waiter in no list.</summary>
    internal void ReturnWaiter(Waiter waiter)
    {
        waiter.Next = _idleWaiters;
        _idleWaiters = waiter;
    }

    private void CrossInterruptEdge(string file, int line)
    {
        if (Seam.On && IsDriven)
        {
            Driver.Point(PointKind.Interrupt, this, new CallSite(file, line));
        }
    }
}
