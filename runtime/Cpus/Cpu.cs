using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Cpus;

/// <summary>A simulated processor: a task runs on it, others interrupt it, and what it has cached is never used after they were told that it is gone.</summary>
/// <remarks>
/// The processor's own state is one word that its task writes with plain stores, so an access costs no fence. Who interrupts it waits for its next look at
/// the inbox, and after a short while pays for both: a process-wide fence, after which a processor that is seen outside of an access is dealt with in its place.
/// </remarks>
public sealed partial class Cpu
{
    private readonly bool _isFenced;
    private readonly bool _looksAtState;
    private readonly bool _catchesUp;
    private MemoryContext? _memory;
    private long _generation;
    private int _isBorrowed;
    private long _sent;
    private long _received;
    private long _answeredForUs;

    /// <summary>A processor that nobody runs on.</summary>
    /// <param name="number">What it is called.</param>
    public Cpu(int number)
        : this(number, isFenced: true)
    {
    }

    // Without the fence it is wrong: for the test that shows it.
    // So it is if the sender answers without a look at what the processor is doing, or if borrowed memory becomes its own without a look at what was flushed meanwhile.
    internal Cpu(int number, bool isFenced, bool looksAtState = true, bool catchesUp = true) =>
        (Number, _isFenced, _looksAtState, _catchesUp, Turn, Tlb, Task) = (number, isFenced, looksAtState, catchesUp, new Turn(this), new TranslationCache(), SimTask.Current);

    /// <summary>What it is called.</summary>
    public int Number { get; }

    /// <summary>How often it interrupted another one. As the next two, a number for statistics: tasks decide nothing by it.</summary>
    public long Sent => Atomic.Read(in _sent);

    /// <summary>How many interrupts were handled for it.</summary>
    public long Received => Atomic.Read(in _received);

    /// <summary>How many of these were handled by their sender, because the processor was away.</summary>
    public long AnsweredForUs => Atomic.Read(in _answeredForUs);

    /// <summary>What its task translates addresses by, or borrows; null before the first that has any. Only for that task, and for handlers of this processor.</summary>
    public MemoryContext? Memory => _memory;

    /// <summary>Whether its task only borrows the memory, having none of its own. For the same.</summary>
    public bool IsMemoryBorrowed => Atomic.Read(in _isBorrowed) != 0;

    /// <summary>What it has cached of the tables of <see cref="Memory"/>, and of no other memory.</summary>
    internal TranslationCache Tlb { get; }

    /// <summary>A gather that nobody uses, for the next who needs one; what it is, is for others to know.</summary>
    internal object? SpareGather { get; set; }

    /// <summary>The task that runs here; old if there is none. Only for that task.</summary>
    internal SimTask Task { get; private set; }

    /// <summary>How often a task had to wait for another one to sleep or let it run here.</summary>
    public long Waits => Turn.Waits;

    /// <summary>Whose turn it is.</summary>
    internal Turn Turn { get; }

    /// <summary>Runs code of the current task on this processor. Sleeps until it is the task's turn; others get theirs when it sleeps.</summary>
    /// <param name="body">The code.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="InvalidOperationException">The task runs on another processor: it cannot have two.</exception>
    public void Run([RunsCallback] Action body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(body);
        var task = SimTask.Current;
        if (task.Processor is Lease outer)
        {
            if (outer.Cpu != this)
            {
                throw new InvalidOperationException($"Task '{task}' runs on processor {outer.Cpu.Number} and cannot run on {Number} at the same time.");
            }

            body();
            return;
        }

        Turn.Take(task, new CallSite(file, line));
        task.Processor = new Lease(this);
        Task = task;
        try
        {
            Load((MemoryContext?)task.Memory);
            body();
        }
        finally
        {
            task.Processor = null;
            Turn.Leave(task);
        }
    }

    /// <summary>Lets other tasks run here that want to, in the middle of long work. May sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether anybody did.</returns>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws, and the task must not sleep.</exception>
    [Sleeps]
    public bool Reschedule([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        task.MightSleep(file, line);
        if (task.Processor is not Lease lease || lease.Cpu != this || !Turn.Pass(task, new CallSite(file, line)))
        {
            return false;
        }

        Resume(task);
        return true;
    }

    /// <summary>Lets go of borrowed memory, so that flushes need not come here any more. Takes no lock, does not sleep.</summary>
    /// <returns>Whether there was any.</returns>
    public bool DropBorrowed()
    {
        if (!IsMemoryBorrowed)
        {
            return false;
        }

        var memory = _memory;

        // Nobody flushes in our place meanwhile.
        BeginAccess();
        _memory = null;
        Atomic.Write(ref _isBorrowed, 0);
        EndAccess();
        memory!.Unload(Number);
        return true;
    }

    /// <summary>A task that had let others run here goes on.</summary>
    internal void Resume(SimTask task)
    {
        Task = task;
        Load((MemoryContext?)task.Memory);
    }

    /// <summary>A task with this memory, or with none, runs from here. Called by that task, whose turn it is.</summary>
    internal void Load(MemoryContext? memory)
    {
        if (memory is null || memory == _memory)
        {
            var isBorrowed = memory is null && _memory is not null;
            if (isBorrowed != IsMemoryBorrowed)
            {
                Borrow(isBorrowed);
            }

            return;
        }

        TellChange();
        var last = _memory;
        memory.Load(Number);

        // Nobody flushes in our place meanwhile.
        BeginAccess();
        _memory = memory;
        Atomic.Write(ref _isBorrowed, 0);
        Tlb.FlushAll();
        _generation = memory.TlbGeneration;
        EndAccess();
        last?.Unload(Number);
    }

    /// <summary>What the processor has cached is thrown away, as far as the running flush wants that. On the processor's task, or in a handler of the processor.</summary>
    /// <param name="memory">Whose translations.</param>
    /// <param name="generation">Of the flush.</param>
    /// <param name="start">First address.</param>
    /// <param name="pages">How many base pages from there; 0 for all.</param>
    internal void FlushTlb(MemoryContext memory, long generation, ulong start, int pages)
    {
        // Of another memory nothing is cached; and what another flush has thrown away already, ours need not.
        if (memory != _memory || _generation >= generation)
        {
            return;
        }

        if (pages == 0 || IsMemoryBorrowed || _generation + 1 != generation)
        {
            // Before it throws away: whatever is declared void later is not ours to claim.
            _generation = memory.TlbGeneration;
            Tlb.FlushAll();
            return;
        }

        for (var page = 0; page < pages; page++)
        {
            Tlb.Flush(start + ((ulong)page << 12));
        }

        _generation = generation;
    }

    // Who only borrows is not told of each flush: pairs with who raises the generation (full fence) and then looks whether we borrow.
    private void Borrow(bool isBorrowed)
    {
        TellChange();
        Atomic.Write(ref _isBorrowed, isBorrowed ? 1 : 0);
        Atomic.Fence();
        if (!isBorrowed && _catchesUp && _memory!.TlbGeneration != _generation)
        {
            BeginAccess();
            _generation = _memory.TlbGeneration;
            Tlb.FlushAll();
            EndAccess();
        }
    }
}
