using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>The forms for locks that handlers of interrupts take too.</summary>
public sealed partial class Spinlock
{
    /// <summary>Takes the lock with interrupts off, so that no handler on this processor waits for us. Sections nest.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Releases the lock and then lets interrupts in again, if they were.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken, interrupts are as before.</exception>
    [Acquires("this"), DisablesInterrupts]
    public IrqGuard EnterIrqSave([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => EnterIrqSave(0, file, line);

    /// <inheritdoc cref="EnterIrqSave(string, int)"/>
    /// <param name="subclass">The role, 0 to 7.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("this"), DisablesInterrupts]
    public IrqGuard EnterIrqSave([LockSubclass] int subclass, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        task.DisableInterrupts(file, line);
        try
        {
            if (Seam.On)
            {
                AnnounceAs(subclass, AcquireMode.Write, file, line);
            }

            Take(file, line);
        }
        catch
        {
            task.EnableInterrupts(file, line);
            throw;
        }

        return new IrqGuard(this, task);
    }

    /// <summary>The held lock, and interrupts off.</summary>
    [Guard]
    public readonly ref struct IrqGuard
    {
        private readonly Spinlock? _lock;
        private readonly SimTask? _task;

        internal IrqGuard(Spinlock held, SimTask task) => (_lock, _task) = (held, task);

        /// <summary>Whether there is a lock to release.</summary>
        public bool IsHeld => _lock is not null;

        /// <summary>Releases the lock, then lets interrupts in again, if they were on before.</summary>
        /// <exception cref="LockdepException">The validator's sink throws, and the task does not hold it.</exception>
        [Releases("this"), EnablesInterrupts]
        public void Dispose()
        {
            _lock?.Exit(string.Empty);
            _task?.EnableInterrupts(string.Empty);
        }
    }
}
