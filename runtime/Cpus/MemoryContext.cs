using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Cpus;

/// <summary>What a processor translates addresses by: the part of an address space that processors and tasks have to know.</summary>
/// <remarks>
/// Two counts keep it alive, as <c>mm_users</c> and <c>mm_count</c> of the kernel do (<c>include/linux/mm_types.h</c>, v6.19): its users together, and everybody
/// who only needs it not to vanish. A task without one of its own runs on the one that was loaded last, and borrows it: no switch, no flush, until a task comes
/// that needs another.
/// </remarks>
public abstract partial class MemoryContext
{
    private SharedWord _holds = new(1);
    private SharedWord _loadedOn;

    /// <summary>The memory of the running task; null if it has none of its own.</summary>
    public static MemoryContext? OfCurrentTask => (MemoryContext?)SimTask.Current.Memory;

    /// <summary>The processors, as bits by number, that may have translations of it cached. Old as soon as it is known.</summary>
    public ulong LoadedOn => (ulong)_loadedOn.Read(this);

    /// <summary>How many keep it from vanishing: its users as one, and each processor that has it loaded.</summary>
    public long Holds => _holds.Read(this);

    /// <summary>Keeps it from vanishing until <see cref="Drop"/>. Takes no lock, does not sleep. The caller knows that it has not vanished yet.</summary>
    public void Hold() => _holds.Add(this, 1);

    /// <summary>Ends that. Who drops the last hold takes it apart.</summary>
    public void Drop()
    {
        if (_holds.Add(this, -1) == 0)
        {
            OnVanish();
        }
    }

    /// <summary>Runs code of the current task on this memory, as a kernel task does that works for a process.</summary>
    /// <param name="body">The code.</param>
    public void Use([RunsCallback] Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var task = SimTask.Current;
        var outer = task.Memory;
        Switch(task, this);
        try
        {
            body();
        }
        finally
        {
            Switch(task, outer);
        }
    }

    /// <summary>Nobody holds it any more. Runs once, on whatever task dropped it last; must not sleep.</summary>
    protected abstract void OnVanish();

    /// <summary>A processor translates by it from now.</summary>
    internal void Load(int cpu)
    {
        Hold();

        // Pairs with the read of the mask by who sends flushes: a processor is in it before it looks anything up.
        if (_loadedOn.Or(this, 1L << cpu) != 0)
        {
            AwaitEndOfSolo();
        }
    }

    /// <summary>It does not any more; nothing of it is cached there.</summary>
    internal void Unload(int cpu)
    {
        _loadedOn.And(this, ~(1L << cpu));
        Drop();
    }

    private static void Switch(SimTask task, object? memory)
    {
        task.Memory = memory;
        (task.Processor as Lease)?.Cpu.Load((MemoryContext?)memory);
    }
}
