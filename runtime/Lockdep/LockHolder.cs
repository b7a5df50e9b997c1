using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MmRuntime.Lockdep;

/// <summary>Whoever holds locks: the part of a task that the validator knows, with what it holds and in what context it is. Used by the task's thread only.</summary>
/// <remarks>
/// Entry 0 is the ground. A mark separates what an interrupt's handler takes from what the interrupted code holds. An acquisition is entered before the lock
/// is taken, so that a sink that throws leaves nothing behind; if the lock is then not got, the caller releases the entry.
/// <para>
/// A base class and no field, since each load that waits for another one is time between two locks: an atomic instruction starts when all before it is done.
/// </para>
/// </remarks>
public partial class LockHolder
{
    private const int InitialCapacity = 32;

    private readonly ChainCache _chains;
    private readonly bool _isWatched;
    private HeldLock[] _entries;
    private ulong _context;
    private long _acquired;

    // Where the innermost entry is, in bytes from the ground: what an acquisition does is counted in instructions.
    private nint _top;

    /// <summary>Somebody who holds nothing yet.</summary>
    /// <param name="validator">Who examines the chains.</param>
    /// <param name="name">What reports call it.</param>
    /// <param name="isWatched">Whether somebody wants to know of each acquisition and release: then none takes the short way.</param>
    internal LockHolder(LockValidator validator, string name, bool isWatched = false)
    {
        (Validator, Name, _isWatched) = (validator, name, isWatched);
        _chains = validator.Chains;
        // With the seam off nobody ever enters anything; there is one behind the top all the same.
        _entries = new HeldLock[Seam.On ? InitialCapacity : 2];
        _entries[0].Key = ChainKey.Empty;
        _entries[0].File = string.Empty;
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>Who examines the chains.</summary>
    internal LockValidator Validator { get; }

    /// <summary>What the task is in the middle of.</summary>
    internal ulong Context => _context;

    /// <summary>How many acquisitions were entered. Read by others for statistics, who may see a number that is a little old.</summary>
    internal long Acquired => _acquired;

    /// <summary>Whether nothing is held, in no context at all.</summary>
    internal bool IsEmpty => _top == 0;

    /// <summary>Locks held, and marks, outermost first; without the ground.</summary>
    internal ReadOnlySpan<HeldLock> Entries => _entries.AsSpan(1, Depth);

    /// <summary>Locks held in the innermost interrupt level: the chain that orders what comes next.</summary>
    internal ReadOnlySpan<HeldLock> Level => _entries.AsSpan(_ground + 1, Depth - _ground);

    /// <summary>Whether this is who runs here and now; asked only where there is time to.</summary>
    private protected virtual bool IsRunning => true;

    private static nint Size => Unsafe.SizeOf<HeldLock>();

    private int Depth => (int)(_top / Size);

    /// <summary>A lock is about to be taken: the short way, for who took the same one last time.</summary>
    /// <param name="map">Which, in which role.</param>
    /// <param name="mode">How, see <see cref="AcquireMode"/>.</param>
    /// <param name="file">Where.</param>
    /// <param name="line">Where.</param>
    /// <param name="position">Where it stands among what is held.</param>
    /// <returns>Whether that was all; else <see cref="AcquireSlowly"/> is to be called.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryAcquire(ulong map, ulong mode, string file, int line, out nint position)
    {
        position = _top + Size;

        // What stood here last was in order on what is below it still, or its token would be gone. If it was the same class in the same role, mode and context
        // at the same place, there is nothing to learn: neither is a key made nor the cache asked.
        ref var entry = ref At(position);
        if (entry.Token != HeldLock.TokenOf(map, _context, mode, line) || !ReferenceEquals(entry.File, file))
        {
            return false;
        }

        entry.Grip = HeldLock.GripOf(map, mode);
        _top = position;
        _acquired++;
        return true;
    }

    /// <summary>A lock is about to be taken.</summary>
    /// <param name="map">Which, in which role.</param>
    /// <param name="mode">How, see <see cref="AcquireMode"/>.</param>
    /// <param name="file">Where.</param>
    /// <param name="line">Where.</param>
    /// <returns>Where it stands among what is held.</returns>
    /// <exception cref="LockdepException">The sink throws, and this would be wrong. Nothing has changed then.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal nint AcquireSlowly(ulong map, ulong mode, string file, int line)
    {
        // Another chain than last time, but perhaps one that was examined before.
        var taken = new HeldLock { Grip = HeldLock.GripOf(map, mode), Token = HeldLock.TokenOf(map, _context, mode, line), File = file };
        taken.Key = taken.KeyOver(At(_top).Key);
        return _chains.Has(taken.Key) ? Enter(taken) : AcquireUnknown(taken);
    }

    /// <summary>As <see cref="TryAcquire"/> or else <see cref="AcquireSlowly"/>.</summary>
    internal void Acquire(ulong map, ulong mode, string file, int line)
    {
        if (!TryAcquire(map, mode, file, line, out _))
        {
            AcquireSlowly(map, mode, file, line);
        }
    }

    /// <summary>The lock taken last is released: the short way.</summary>
    /// <param name="map">Which, in no particular role.</param>
    /// <param name="shape">The mode it is released from: the bits of <see cref="AcquireMode.Shape"/>.</param>
    /// <returns>Whether that was all; else <see cref="ReleaseSlowly"/> is to be called.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryRelease(ulong map, ulong shape) => TryReleaseAt(_top, map, shape);

    /// <summary>As <see cref="TryRelease"/>, by a guard, which knows where the lock stood when it was taken.</summary>
    /// <param name="position">Where that was.</param>
    /// <param name="map">Which, in no particular role.</param>
    /// <param name="shape">The mode it is released from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReleaseAt(nint position, ulong map, ulong shape)
    {
        // The array never gets shorter, so a position that was good once is.
        if (_top != position || At(position).Grip != HeldLock.GripOf(map, shape))
        {
            return false;
        }

        _top = position - Size;
        return true;
    }

    /// <summary>A lock was released, or was not got after all.</summary>
    /// <param name="map">Which; its role does not matter.</param>
    /// <param name="shape">The mode it is released from: the bits of <see cref="AcquireMode.Shape"/>.</param>
    /// <param name="place">Where.</param>
    /// <exception cref="LockdepException">The sink throws, and the lock is not held, or not so.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void ReleaseSlowly(ulong map, ulong shape, SourcePlace place)
    {
        var index = IndexOf(map);
        if (index == 0)
        {
            Validator.Report(ReportFactory.BadRelease(this, new LockMap(map), place, "releases a lock that it does not hold"));
            return;
        }

        ref var entry = ref _entries[index];
        var isAsHeld = (entry.Mode & AcquireMode.Shape) == shape;
        if (entry.Again > 0)
        {
            entry.Again--;
        }
        else
        {
            Remove(index);
        }

        if (!isAsHeld)
        {
            Validator.Report(ReportFactory.BadRelease(this, new LockMap(map), place, "releases a lock in another mode than it holds it in"));
        }
    }

    /// <summary>As <see cref="TryRelease"/> or else <see cref="ReleaseSlowly"/>.</summary>
    internal void Release(ulong map, ulong shape, string file, int line)
    {
        if (!TryRelease(map, shape))
        {
            ReleaseSlowly(map, shape, new SourcePlace(file, line));
        }
    }

    /// <summary>The innermost hold of a lock.</summary>
    /// <param name="map">Which; its role does not matter.</param>
    /// <param name="held">How it is held.</param>
    internal bool TryFind(ulong map, out HeldLock held)
    {
        var index = IndexOf(map);
        held = index > 0 ? _entries[index] : default;
        return index > 0;
    }

    /// <summary>An exclusive hold becomes a shared one.</summary>
    /// <exception cref="LockdepException">The sink throws, and the lock is not held exclusively.</exception>
    internal void Downgrade(ulong map, SourcePlace place)
    {
        var index = IndexOf(map);
        if (index > 0 && AcquireMode.IsExclusive(_entries[index].Mode))
        {
            _entries[index].Become(_entries[index].Mode | AcquireMode.Read);
            RenewKeys(index);
            return;
        }

        Validator.Report(ReportFactory.BadRelease(this, new LockMap(map), place, index > 0 ? "downgrades a lock that it does not hold exclusively" : "downgrades a lock that it does not hold"));
    }

    /// <summary>An upgradeable or shared hold becomes an exclusive one.</summary>
    internal void Upgrade(ulong map)
    {
        var index = IndexOf(map);
        if (index > 0)
        {
            _entries[index].Become(_entries[index].Mode & ~AcquireMode.Shape);
            RenewKeys(index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref HeldLock At(nint position) => ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_entries), position);

    private int IndexOf(ulong map)
    {
        var index = Depth;
        while (index > 0 && ((_entries[index].Grip ^ map) & ~HeldLock.Manner) != 0)
        {
            index--;
        }

        return index;
    }

    private nint AcquireUnknown(HeldLock taken)
    {
        if (!IsRunning)
        {
            throw new InvalidOperationException($"A lock is to be taken for the task '{Name}', which is not the one that runs here.");
        }

        // A chain that holds a lock twice is never known, so who takes one again always comes by here.
        if ((taken.Mode & AcquireMode.Again) != 0 && IndexOf(taken.Lock.Bits) is > 0 and var held && ((_entries[held].Mode ^ taken.Mode) & AcquireMode.Shape) == 0)
        {
            _entries[held].Again++;
            _entries[held].Grip |= HeldLock.Watched;
            _acquired++;
            return 0;
        }

        taken.Key |= Validator.Examine(this, taken);
        return Enter(taken);
    }

    private nint Enter(HeldLock taken)
    {
        if (_isWatched)
        {
            taken.Grip |= HeldLock.Watched;
        }

        Push(taken, isInOrder: (taken.Key & ChainKey.SameClassTwice) == 0 && !_isWatched);
        _acquired++;
        return _top;
    }

    private void Push(HeldLock entry, bool isInOrder)
    {
        var depth = Depth + 1;

        // The next one is looked at without asking whether it is there.
        if (depth + 1 == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        if (!isInOrder || !_entries[depth - 1].IsProven)
        {
            entry.Token |= HeldLock.Unproven;
        }

        _entries[depth] = entry;
        SetTop(depth);
    }

    private void Remove(int index)
    {
        var depth = Depth;
        _entries.AsSpan(index + 1, depth - index).CopyTo(_entries.AsSpan(index));
        _top -= Size;
        if (index < depth)
        {
            RenewKeys(index);
        }

        if (index < _ground)
        {
            // A handler lets go of what the interrupted code holds: the marks have moved down.
            _ground--;
            foreach (ref var mark in _entries.AsSpan(index, depth - index))
            {
                mark.Again -= mark.IsMark && mark.Again > index ? 1 : 0;
            }
        }
    }

    // What is left was in order with more locks, so it is without them: no need to examine it. But nobody has looked at it as it is now: the next who gets here has to.
    private void RenewKeys(int from)
    {
        for (var i = from; i <= Depth; i++)
        {
            ref var entry = ref _entries[i];
            if (!entry.IsMark)
            {
                entry.Key = entry.KeyOver(_entries[i - 1].Key) | (entry.Key & ChainKey.SameClassTwice);
                entry.Token |= HeldLock.Unproven;
            }
        }

        SetTop(Depth);
    }

    // What stands at the top is another than before. What stood on the other one is nothing to compare with: as soon as something else stands next to the top, this comes
    // by again for the one after it.
    private void SetTop(int depth)
    {
        _top = depth * Size;
        _entries[depth + 1].Token = 0;
    }
}
