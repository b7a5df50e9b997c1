using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>A reader-writer lock for many readers and rare writers: a reader touches a word of its own and no other reader's.</summary>
/// <remarks>Taking it may sleep. A new reader queues behind a waiting writer. Not recursive in any mode.</remarks>
public sealed class PercpuRwSemaphore : ValidatedLock
{
    private const int Slots = 16;

    private readonly Atomic.PaddedWord[] _readers = new Atomic.PaddedWord[Slots];
    private readonly WaitQueue _drained = new();
    private readonly bool _saysFirst = true;
    private readonly bool _wakesWriter = true;
    private SleepGate _writers;
    private SharedWord _hasWriter;

    /// <summary>A lock of a class of its own, or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public PercpuRwSemaphore(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Sleep, new Declaration(file, line, member))
    {
    }

    // A writer that counts readers before it says that it is there is wrong: for the test that shows it. So is a reader that steps back and does not tell the writer.
    internal PercpuRwSemaphore(string name, bool saysFirst, bool wakesWriter = true)
        : this(name) => (_saysFirst, _wakesWriter) = (saysFirst, wakesWriter);

    /// <summary>Takes the lock for reading. May sleep, while there is a writer.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", LockMode.Read)]
    public ReadGuard Read([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            Announce(AcquireMode.Read, file, line);
        }

        ref var own = ref Own();

        // A full fence: counted first, then the look for a writer. Pairs with Write, which says it is there and then counts.
        Atomic.Add(ref own, 1);
        if (_hasWriter.Read(this) != 0)
        {
            TellChange();
            Atomic.Add(ref own, -1);
            if (_wakesWriter)
            {
                // It may have counted us.
                _drained.WakeAll(file, line);
            }

            TellChange();
            _writers.Enter(SleepGate.Reader, this, isKillable: false, new CallSite(file, line));

            // With the gate held for reading no writer can start, so this count needs no second look.
            Atomic.Add(ref own, 1);
            TellChange();
            _writers.Exit(SleepGate.Reader);
        }

        return new ReadGuard(this);
    }

    /// <summary>Ends reading. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not read.</exception>
    [Releases("this", LockMode.Read)]
    public void ExitRead([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceRelease(AcquireMode.Read, file, line);
        }

        Atomic.Add(ref Own(), -1);

        // Pairs with Write: either it counts without us, or we see that it waits.
        if (_hasWriter.Read(this) != 0)
        {
            _drained.WakeAll(file, line);
        }
    }

    /// <summary>Takes the lock for writing: keeps new readers out, then sleeps until the others are gone.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this")]
    public WriteGuard Write([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            Announce(AcquireMode.Write, file, line);
        }

        _writers.Enter(SleepGate.Writer, this, isKillable: false, new CallSite(file, line));
        if (_saysFirst)
        {
            _hasWriter.Exchange(this, 1);
        }

        _drained.WaitAnnounced(this, static semaphore => semaphore.CountReaders() == 0, new CallSite(file, line));
        if (!_saysFirst)
        {
            _hasWriter.Exchange(this, 1);
        }

        return new WriteGuard(this);
    }

    /// <summary>Ends writing. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
    [Releases("this")]
    public void ExitWrite([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            AnnounceRelease(AcquireMode.Write, file, line);
        }

        // Pairs with the look of Read: who sees no writer sees what the writer wrote.
        _hasWriter.Write(this, 0);
        TellChange();
        _writers.Exit(SleepGate.Writer);
    }

    // A reader is counted and uncounted in one slot, so the sum is right even where slots are shared.
    private ref long Own() => ref _readers[SimTask.Current.Number % Slots].Value;

    private long CountReaders()
    {
        if (Seam.On)
        {
            // Among the steps of the queue this is one of the lock: whether a reader is counted depends on which comes first.
            SharedAccessHook.Tell(this, 0, SharedAccess.Read);
        }

        var sum = 0L;
        for (var i = 0; i < Slots; i++)
        {
            sum += Atomic.Read(in _readers[i].Value);
        }

        return sum;
    }

    private void TellChange()
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Update);
    }

    /// <summary>The lock, held for reading.</summary>
    [Guard]
    public readonly ref struct ReadGuard
    {
        private readonly PercpuRwSemaphore? _lock;

        internal ReadGuard(PercpuRwSemaphore held) => _lock = held;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not read.</exception>
        [Releases("this", LockMode.Read)]
        public void Dispose() => _lock?.ExitRead(string.Empty);
    }

    /// <summary>The lock, held for writing.</summary>
    [Guard]
    public readonly ref struct WriteGuard
    {
        private readonly PercpuRwSemaphore? _lock;

        internal WriteGuard(PercpuRwSemaphore held) => _lock = held;

        /// <summary>Releases the lock, if there is one.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not write.</exception>
        [Releases("this")]
        public void Dispose() => _lock?.ExitWrite(string.Empty);
    }
}
