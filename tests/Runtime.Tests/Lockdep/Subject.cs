using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Locking.Plain;

namespace MmRuntime.Tests.Lockdep;

/// <summary>A kind of lock, taken in one mode, as a column of the matrix.</summary>
internal sealed record Subject(string Name, Func<LockClass, Subject.Handle> Make)
{
    /// <summary>Whether waiters spin.</summary>
    public bool Spins { get; init; }

    /// <summary>Whether it is taken for reading.</summary>
    public bool Reads { get; init; }

    /// <summary>Whether the holder may take it again.</summary>
    public bool IsReentrant { get; init; }

    public static IReadOnlyList<Subject> All { get; } =
    [
        new("spinlock", of => Of(new Spinlock(of), l => l.Enter(), l => l.Exit(), l => l.TryEnter().IsHeld)) { Spins = true },
        new("mutex", of => Of(new SleepingMutex(of), l => l.Enter(), l => l.Exit(), l => l.TryEnter().IsHeld)),
        new("rwsem.write", of => Of(new RwSemaphore(of), l => l.Write(), l => l.ExitWrite(), l => l.TryWrite().IsHeld)),
        new("rwsem.read", of => Of(new RwSemaphore(of), l => l.Read(), l => l.ExitRead(), l => l.TryRead().IsHeld)) { Reads = true },
        new("bitlock", of => Of(new BitLock(of), l => l.Enter(), l => l.Exit(), l => l.TryEnter().IsHeld)),
        new("percpu.write", of => Of(new PercpuRwSemaphore(of.Name), l => l.Write(), l => l.ExitWrite(), null)),
        new("percpu.read", of => Of(new PercpuRwSemaphore(of.Name), l => l.Read(), l => l.ExitRead(), null)) { Reads = true },
        new("monitor", of => Of(new CheckedMonitor(new object(), of.Name), l => l.Enter(), l => l.Exit(), l => l.TryEnter().IsHeld)) { IsReentrant = true },
        new("lock", of => Of(new CheckedLock(of.Name), l => l.Enter(), l => l.Exit(), l => l.TryEnter().IsHeld)) { IsReentrant = true },
        new("semaphore", of => Of(new CheckedSemaphore(of.Name), l => l.Enter(), l => l.Exit(), l => l.TryEnter().IsHeld)),
        new("rwlock.write", of => Of(new CheckedReaderWriterLock(of.Name), l => l.Write(), l => l.ExitWrite(), null)),
        new("rwlock.read", of => Of(new CheckedReaderWriterLock(of.Name), l => l.Read(), l => l.ExitRead(), null)) { Reads = true },
    ];

    public static Subject Named(string name) => All.Single(subject => subject.Name == name);

    public override string ToString() => Name;

    private static Handle Of<T>(T target, Action<T> enter, Action<T> exit, Func<T, bool>? tryEnter)
        where T : ValidatedLock =>
        new(target, () => enter(target), () => exit(target), tryEnter is null ? null : () => tryEnter(target));

    /// <summary>One lock of the kind.</summary>
    internal sealed record Handle(ValidatedLock Lock, Action Enter, Action Exit, Func<bool>? TryEnter);
}
