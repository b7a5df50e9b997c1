using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;

namespace MmRuntime.AddressSpaces;

/// <summary>An address space: what the tasks of a process see as memory, and the tables by which processors translate it.</summary>
/// <remarks>
/// Two counts, as the kernel's <c>mm_users</c> and <c>mm_count</c>: users see memory in it; all of them together, and everybody who only needs it not to vanish, are counted by
/// <see cref="MemoryContext.Hold"/>. When the last user goes, so does the memory; when the last hold goes, so do the tables' root and the object.
/// Source: <c>struct mm_struct</c> (<c>include/linux/mm_types.h</c>, v6.19).
/// </remarks>
public sealed partial class AddressSpace : MemoryContext
{
    private SharedWord _users = new(1);

    private AddressSpace(Machine machine, AddressSpaceOptions options)
    {
        (Machine, Memory, IsChecked, Options) = (machine, machine.Memory, machine.Memory.IsChecked, options);
        Core = MmCore.Of(machine);
        Tree = new VmaTree(Core.Nodes) { IsShared = true };
    }

    /// <summary>The machine it is on.</summary>
    public Machine Machine { get; }

    /// <summary>The memory that its frames and tables are in.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>Its lock.</summary>
    public MmapLock MmapLock { get; } = new();

    /// <summary>Its page tables.</summary>
    public PageTableTree Tables { get; private set; } = null!; // Set before anybody else gets the object.

    /// <summary>The flushes it owes; null unless in checked mode.</summary>
    internal TranslationLedger? Ledger { get; private set; }

    /// <summary>Whether misuse is looked for that costs something to find.</summary>
    internal bool IsChecked { get; }

    /// <summary>How many users there are; with none there is no memory any more. Old as soon as it is known.</summary>
    public long Users => _users.Read(this);

    /// <summary>An empty address space, with one user. May sleep, to free memory.</summary>
    /// <param name="machine">The machine it is to be on.</param>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="options">How it is made.</param>
    /// <returns>Null if there is no memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The options make no sense.</exception>
    [MayReclaim]
    public static AddressSpace? TryCreate(Machine machine, Cpu cpu, AddressSpaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(cpu);
        options ??= new();
        var space = new AddressSpace(machine, options);
        if (PageTableTree.TryCreate(space, machine.Memory, cpu, machine.Rcu, options.Tables) is not { } tables)
        {
            return null;
        }

        space.Tables = tables;
        space.Ledger = space.IsChecked ? new TranslationLedger(space) : null;
        tables.Ledger = space.Ledger;
        return space;
    }

    /// <summary>One more user, unless there is none any more. Takes no lock, does not sleep. The caller has a hold.</summary>
    /// <returns>Whether there was one.</returns>
    /// <remarks>Source: <c>mmget_not_zero</c> (<c>include/linux/sched/mm.h</c>, v6.19).</remarks>
    [MustCheck]
    public bool TryGetUser()
    {
        for (var users = _users.Read(this); users != 0;)
        {
            var was = _users.CompareExchange(this, users + 1, users);
            if (was == users)
            {
                return true;
            }

            users = was;
        }

        return false;
    }

    /// <summary>A user less.</summary>
    /// <returns>Whether it was the last one: then the memory is to be taken down, and <see cref="MemoryContext.Drop"/> called after that.</returns>
    /// <exception cref="MmUsageException">There is none.</exception>
    [MustCheck]
    internal bool DropUser()
    {
        var left = _users.Add(this, -1);
        if (left < 0)
        {
            _users.Add(this, 1);
            throw new MmUsageException("An address space without users loses one: somebody has given back more than he got.");
        }

        return left == 0;
    }

    /// <inheritdoc/>
    protected override void OnVanish()
    {
        Tree.Dispose();
        Tables.Free(Machine.Cpus[0]);
    }
}
