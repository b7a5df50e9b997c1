using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>What all locks of the runtime have in common: a class, and what code can say of the lock without taking it.</summary>
/// <remarks>None of the members here takes a lock or sleeps. While validation is off they do nothing.</remarks>
public abstract class ValidatedLock
{
    private readonly ulong _map;

    private protected ValidatedLock(string? name, LockKind kind, Declaration at) =>
        _map = Seam.On ? LockMap.Create(name, kind, at.File, at.Line, at.Member).Bits : 0;

    private protected ValidatedLock(LockClass lockClass, LockKind kind)
    {
        ArgumentNullException.ThrowIfNull(lockClass);
        if (lockClass.Kind != kind && (lockClass.Kind, kind) != (LockKind.RawSpin, LockKind.Spin))
        {
            throw new ArgumentException($"A lock whose waiters do '{kind}' cannot be of class '{lockClass.Name}', which is '{lockClass.Kind}'.", nameof(lockClass));
        }

        _map = Seam.On ? lockClass.NewLock().Bits : 0;
    }

    /// <summary>Its class; null while validation is off.</summary>
    public LockClass? Class => Seam.On ? new LockMap(_map).Class : null;

    /// <summary>What the validator knows it by.</summary>
    internal ulong Map => _map;

    /// <summary>
    /// Gives the lock its key, by which the locks of its class are ordered: those with keys may be held together when they are taken in ascending order. To be called before
    /// anybody else knows the lock.
    /// </summary>
    /// <param name="key">The key, which no other lock of the class has.</param>
    /// <exception cref="InvalidOperationException">It has one already.</exception>
    public void SetOrder(long key)
    {
        if (Seam.On && !Class!.GiveKey(new LockMap(_map), key, this))
        {
            throw new InvalidOperationException($"The lock of class '{this}' has a key already, and whoever has taken it was told of that one.");
        }
    }

    /// <summary>States that the lock is held here.</summary>
    /// <param name="mode">At least how: <see cref="LockMode.Read"/> and <see cref="LockMode.Any"/> are content with any hold.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and it is not.</exception>
    [AssertsHeld("this")]
    public void AssertHeld(LockMode mode = LockMode.Any, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            SimTask.Current.Held.AssertHeld(_map, mode, new SourcePlace(file, line));
        }
    }

    /// <summary>States that the lock is not held here, so that it may be taken or waited for.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and it is.</exception>
    [ExcludesLock("this")]
    public void AssertNotHeld([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            SimTask.Current.Held.AssertNotHeld(_map, new SourcePlace(file, line));
        }
    }

    /// <summary>States that the code may take the lock here, though it does not always: the order is checked and learnt as if it did.</summary>
    /// <param name="mode">How it would be taken.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and taking it would be wrong.</exception>
    public void MightLock(LockMode mode = LockMode.Write, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            SimTask.Current.Held.MightLock(_map, mode == LockMode.Read ? AcquireMode.Read : AcquireMode.Write, file, line);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Class?.Name ?? GetType().Name;

    /// <summary>The lock is about to be taken: order first, then the scheduler.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected Hold Announce(ulong mode, string file, int line) => Announce(SimTask.Current, _map, mode, file, line);

    /// <summary>The lock is about to be taken in a role.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected Hold AnnounceAs(int subclass, ulong mode, string file, int line) =>
        Announce(SimTask.Current, _map | ((ulong)(uint)Role(subclass) << LockMap.NodeShift), mode, file, line);

    /// <summary>The lock is about to be taken by a task that the caller knows to be the running one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected Hold Announce(SimTask task, ulong mode, string file, int line) => Announce(task, _map, mode, file, line);

    /// <summary>The lock is about to be released.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void AnnounceRelease(ulong shape, string file, int line) => AnnounceRelease(SimTask.Current, shape, file, line);

    /// <summary>The lock is about to be released by the task, which is the running one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void AnnounceRelease(SimTask task, ulong shape, string file, int line)
    {
        if (!task.Held.TryRelease(_map, shape))
        {
            ReleaseSlowly(task, shape, file, line);
        }
    }

    /// <summary>A guard is about to release what it holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void AnnounceLeave(Hold hold, ulong shape)
    {
        if (Seam.On && hold.Task is { } task && !task.Held.TryReleaseAt(hold.Position, _map, shape))
        {
            ReleaseSlowly(task, shape, string.Empty, 0);
        }
    }

    /// <summary>A section begins that nobody waits to enter, but that others wait for the end of, or that has an order with locks as if it were one.</summary>
    private protected void EnterSection(string file, int line)
    {
        if (Seam.On)
        {
            SimTask.Current.Held.Acquire(_map, AcquireMode.Write, file, line);
        }
    }

    /// <summary>Such a section ends.</summary>
    private protected void LeaveSection()
    {
        if (Seam.On)
        {
            SimTask.Current.Held.Release(_map, AcquireMode.Write, string.Empty, 0);
        }
    }

    /// <summary>The lock was announced and not got.</summary>
    private protected void Withdraw(ulong shape, string file, int line) => SimTask.Current.Held.Release(_map, shape, file, line);

    /// <summary>The lock is about to change in a way that neither is an acquisition nor needs the validator.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void Step(SimTask task, PointKind kind, string file, int line) => task.Driver.Point(kind, this, new CallSite(file, line));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Hold Announce(SimTask task, ulong map, ulong mode, string file, int line) =>
        new(task, task.Held.TryAcquire(map, mode, file, line, out var position) ? position : AcquireSlowly(task, map, mode, new CallSite(file, line)));

    // Whoever runs step by step always comes by here.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint AcquireSlowly(SimTask task, ulong map, ulong mode, CallSite site)
    {
        var position = task.Held.AcquireSlowly(map, mode, site.File, site.Line);
        if (task.IsDriven)
        {
            Step(task, (mode & AcquireMode.Try) == 0 ? PointKind.Acquire : PointKind.TryAcquire, site.File, site.Line);
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseSlowly(SimTask task, ulong shape, string file, int line)
    {
        task.Held.ReleaseSlowly(_map, shape, new SourcePlace(file, line));
        if (task.IsDriven)
        {
            Step(task, PointKind.Release, file, line);
        }
    }

    /// <summary>States that the outer lock serialises whoever takes several of this class.</summary>
    private protected static void AssertOuter(ValidatedLock outer, string file, int line)
    {
        ArgumentNullException.ThrowIfNull(outer);
        if (Seam.On)
        {
            SimTask.Current.Held.AssertHeld(outer._map, LockMode.Write, new SourcePlace(file, line));
        }
    }

    /// <summary>A subclass within bounds.</summary>
    private protected static int Role(int subclass) => (uint)subclass < LockClass.MaxSubclasses
        ? subclass
        : throw new ArgumentOutOfRangeException(nameof(subclass), subclass, "There are eight roles, from 0.");

    /// <summary>Where a lock was made.</summary>
    private protected readonly record struct Declaration(string File, int Line, string Member);
}
