using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>Read-copy-update: readers cost two plain stores and wait for nobody; who takes something away waits until no reader can still see it.</summary>
/// <remarks>
/// A section must not sleep. Sections nest. A task with interrupts off counts as a reader. Waiting for readers is an edge from every lock held to every lock
/// that is taken inside a section, so a circle between the two is reported without anybody hanging.
/// </remarks>
public sealed partial class RcuDomain
{
    private readonly ulong _map;
    private readonly object _gate = new();
    private RcuReader[] _readers = [];
    private SharedWord _epoch = new(1);

    /// <summary>A domain of a class of its own, or of one given by name.</summary>
    /// <param name="name">Name of the class, for the validator; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public RcuDomain(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "") =>
        _map = Seam.On ? LockMap.Create(name, LockKind.Pseudo, file, line, member).Bits : 0;

    /// <summary>Whether the task is in a read section of the domain, or has interrupts off.</summary>
    public bool IsReading => SimTask.Current is var task && (task.AreInterruptsOff || FindReader(task) is { IsInside: true });

    /// <summary>Enters a read section. Takes no lock, does not sleep; nothing may sleep until the end.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Leaves it when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the section is not entered.</exception>
    [EntersRcu]
    public Section Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Enter(SimTask.Current, file, line);
        return new Section(this);
    }

    /// <summary>Leaves the innermost read section: what was read in it may be gone from now.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="InvalidOperationException">The task is in no section, and validation is off.</exception>
    /// <exception cref="LockdepException">The validator's sink throws, and the task is in no section.</exception>
    [LeavesRcu]
    public void Exit([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Exit(SimTask.Current, file, line);

    /// <summary>Waits until every section that was open at the call is over. Sleeps; about ten microseconds if there is none.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task is in a section or must not sleep, or holds a lock that readers take.</exception>
    [WaitsFor("rcu"), Sleeps]
    public void Synchronize([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var task = SimTask.Current;
        if (Seam.On)
        {
            task.Held.MightSleep("waits for RCU readers", new SourcePlace(file, line));
            task.Held.MightLock(_map, AcquireMode.Write, file, line);
        }

        var epoch = _epoch.Add(this, 1);

        // Pairs with the plain stores of readers: each is either seen below, or its reads come after this and miss what was taken away before.
        Atomic.ProcessWideFence();
        foreach (var reader in Atomic.Read(in _readers))
        {
            WaitFor(reader, epoch, task, new CallSite(file, line));
        }
    }

    private void WaitFor(RcuReader reader, long epoch, SimTask task, CallSite site)
    {
        for (var round = 0; reader.Since is var since && since != 0 && since < epoch; round++)
        {
            task.Driver.Relax(this, round, site);
        }

        // The edges of the task are a state of their own, which it changes at points of its own.
        TellUpdate(reader.Task);
        var edges = reader.Task.InterruptEdges;
        for (var round = 0; (edges & 1) != 0 && reader.Task != task && reader.Task.InterruptEdges == edges; round++)
        {
            task.Driver.Relax(this, round, site);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TellEnter(SimTask task, string file, int line)
    {
        task.Held.Acquire(_map, AcquireMode.Read | AcquireMode.Recursive, file, line);
        task.Held.EnterRcu();
        if (task.IsDriven)
        {
            task.Driver.Point(PointKind.RcuEnter, this, new CallSite(file, line));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TellLeave(SimTask task, string file, int line)
    {
        task.Held.LeaveRcu(new SourcePlace(file, line));
        if (task.IsDriven)
        {
            task.Driver.Point(PointKind.RcuLeave, this, new CallSite(file, line));
        }
    }

    [DoesNotReturn]
    private static void ThrowOutside() => throw new InvalidOperationException("The task is in no read section of this domain.");

    private static void TellUpdate(object owner)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
    }

    private RcuReader? FindReader(SimTask task)
    {
        var reader = (RcuReader?)task.RcuReaders;
        while (reader is not null && reader.Domain != this)
        {
            reader = reader.Next;
        }

        return reader;
    }

    private RcuReader AddReader(SimTask task)
    {
        var reader = new RcuReader(task, this, (RcuReader?)task.RcuReaders);
        task.RcuReaders = reader;
        lock (_gate)
        {
            // Pairs with Synchronize, which may miss a reader that is added just now: its first section begins after what was taken away.
            Atomic.Write(ref _readers, [.. _readers, reader]);
        }

        // The list before the first section: else the process-wide fence could come between the two.
        Atomic.Fence();
        return reader;
    }

    /// <summary>An open read section.</summary>
    public readonly ref struct Section
    {
        private readonly RcuDomain? _domain;

        internal Section(RcuDomain domain) => _domain = domain;

        /// <summary>Leaves it.</summary>
        [LeavesRcu]
        public void Dispose() => _domain?.Exit(string.Empty);
    }
}
