using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MmRuntime.Lockdep;

/// <summary>What one task holds, and in what context it is. Used by the task's thread only.</summary>
/// <remarks>
/// Entry 0 is the ground. A mark separates what an interrupt's handler takes from what the interrupted code holds. An acquisition is entered before the lock
/// is taken, so that a sink that throws leaves nothing behind; if the lock is then not got, the caller releases the entry.
/// </remarks>
internal sealed partial class HeldLockStack
{
    private const int InitialCapacity = 32;
    private const int DepthBits = 16;
    private const long DepthMask = (1L << DepthBits) - 1;
    private const long OneMore = (1L << DepthBits) + 1;

    private readonly ChainCache _chains;
    private HeldLock[] _entries;
    private ulong _context;

    // How many entries there are (the lower 16 bits), and how many acquisitions there have been: one word, for a store less each time. What is stored before
    // a lock's own atomic instruction must be in the cache before that goes on.
    private long _progress;

    public HeldLockStack(LockValidator validator, string task)
    {
        (Validator, Task) = (validator, task);
        _chains = validator.Chains;
        // With the seam off nobody ever enters anything.
        _entries = new HeldLock[Seam.On ? InitialCapacity : 1];
        _entries[0].Key = ChainKey.Empty;
        _entries[0].File = string.Empty;
    }

    /// <summary>Who examines the chains.</summary>
    public LockValidator Validator { get; }

    /// <summary>Name of the task.</summary>
    public string Task { get; }

    /// <summary>What the task is in the middle of.</summary>
    public ulong Context => _context;

    /// <summary>How many acquisitions were entered. Read by others for statistics, who may see a number that is a little old.</summary>
    public long Acquired => _progress >> DepthBits;

    /// <summary>Whether nothing is held, in no context at all.</summary>
    public bool IsEmpty => Depth == 0;

    /// <summary>Locks held, and marks, outermost first; without the ground.</summary>
    public ReadOnlySpan<HeldLock> Entries => _entries.AsSpan(1, Depth);

    /// <summary>Locks held in the innermost interrupt level: the chain that orders what comes next.</summary>
    public ReadOnlySpan<HeldLock> Level => _entries.AsSpan(_ground + 1, Depth - _ground);

    /// <summary>A lock is about to be taken.</summary>
    /// <param name="map">Which, in which role.</param>
    /// <param name="mode">How, see <see cref="AcquireMode"/>.</param>
    /// <param name="file">Where.</param>
    /// <param name="line">Where.</param>
    /// <exception cref="LockdepException">The sink throws, and this would be wrong. Nothing has changed then.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Acquire(ulong map, ulong mode, string file, int line)
    {
        // No call but in tail position: the way through is then a few loads, stores and a multiplication, with no register to save.
        var entries = _entries;
        var progress = _progress;
        var index = (int)(progress & DepthMask) + 1;
        if ((uint)index < (uint)entries.Length)
        {
            ref var next = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), index);
            var token = (map & LockMap.NodeMask) | _context | mode;
            var key = ChainKey.Next(Unsafe.Add(ref next, -1).Key, token);

            // The entry still holds what stood here last: in a loop that is the same chain from the same place, and not even the cache is asked. Nothing is
            // written that is there already. The token is what the key was made of.
            if (next.Key == key && ReferenceEquals(next.File, file) && next.Again == 0)
            {
                if (next.Map != map)
                {
                    next.Map = map;
                }

                if (next.Line != line)
                {
                    next.Line = line;
                }

                _progress = progress + OneMore;
                return;
            }
        }

        AcquireKnown(map, mode, file, line);
    }

    /// <summary>A lock was released, or was not got after all.</summary>
    /// <param name="map">Which; its role does not matter.</param>
    /// <param name="shape">The mode it is released from: the bits of <see cref="AcquireMode.Shape"/>.</param>
    /// <param name="file">Where.</param>
    /// <param name="line">Where.</param>
    /// <exception cref="LockdepException">The sink throws, and the lock is not held, or not so.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release(ulong map, ulong shape, string file, int line)
    {
        var progress = _progress;
        ref var top = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), (int)(progress & DepthMask));
        var isOther = ((top.Map ^ map) & ~LockMap.SubclassMask) | ((top.Token ^ shape) & AcquireMode.Shape) | (uint)top.Again;
        if (isOther == 0)
        {
            _progress = progress - 1;
        }
        else
        {
            ReleaseSlowly(map, shape, file, line);
        }
    }

    /// <summary>The innermost hold of a lock.</summary>
    /// <param name="map">Which; its role does not matter.</param>
    /// <param name="held">How it is held.</param>
    public bool TryFind(ulong map, out HeldLock held)
    {
        var index = IndexOf(map);
        held = index > 0 ? _entries[index] : default;
        return index > 0;
    }

    /// <summary>An exclusive hold becomes a shared one.</summary>
    /// <exception cref="LockdepException">The sink throws, and the lock is not held exclusively.</exception>
    public void Downgrade(ulong map, SourcePlace place)
    {
        var index = IndexOf(map);
        if (index > 0 && AcquireMode.IsExclusive(_entries[index].Mode))
        {
            _entries[index].Token |= AcquireMode.Read;
            RenewKeys(index);
            return;
        }

        Validator.Report(ReportFactory.BadRelease(this, new LockMap(map), place, index > 0 ? "downgrades a lock that it does not hold exclusively" : "downgrades a lock that it does not hold"));
    }

    /// <summary>An upgradeable or shared hold becomes an exclusive one.</summary>
    public void Upgrade(ulong map)
    {
        var index = IndexOf(map);
        if (index > 0)
        {
            _entries[index].Token &= ~AcquireMode.Shape;
            RenewKeys(index);
        }
    }

    // Entries without the ground. What it is set to is no acquisition.
    private int Depth
    {
        get => (int)(_progress & DepthMask);
        set => _progress = (_progress & ~DepthMask) | (uint)value;
    }

    private int IndexOf(ulong map)
    {
        var index = Depth;
        while (index > 0 && ((_entries[index].Map ^ map) & ~LockMap.SubclassMask) != 0)
        {
            index--;
        }

        return index;
    }

    // Another chain than last time, but one that was examined before?
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AcquireKnown(ulong map, ulong mode, string file, int line)
    {
        var index = Depth + 1;
        if (index < _entries.Length)
        {
            ref var next = ref _entries[index];
            var token = (map & LockMap.NodeMask) | _context | mode;
            var key = ChainKey.Next(_entries[Depth].Key, token);
            if (_chains.Has(key))
            {
                (next.Map, next.Key, next.Token, next.Line, next.Again) = (map, key, token, line, 0);
                if (!ReferenceEquals(next.File, file))
                {
                    // A comparison is cheaper than telling the collector of a reference that was there before.
                    next.File = file;
                }

                _progress += OneMore;
                return;
            }
        }

        AcquireSlowly(map, mode, file, line);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AcquireSlowly(ulong map, ulong mode, string file, int line)
    {
        // A chain that holds a lock twice is never a plain hit, so who takes one again always comes by here.
        if ((mode & AcquireMode.Again) != 0 && IndexOf(map) is > 0 and var held && ((_entries[held].Mode ^ mode) & AcquireMode.Shape) == 0)
        {
            _entries[held].Again++;
            _progress += OneMore - 1;
            return;
        }

        if (Depth + 1 == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        var token = (map & LockMap.NodeMask) | _context | mode;
        var taken = new HeldLock { Map = map, Token = token, Key = ChainKey.Next(_entries[Depth].Key, token), File = file, Line = line };
        taken.Key |= Validator.Examine(this, taken);
        _entries[Depth + 1] = taken;
        _progress += OneMore;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseSlowly(ulong map, ulong shape, string file, int line)
    {
        var place = new SourcePlace(file, line);
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

    private void Remove(int index)
    {
        _entries.AsSpan(index + 1, Depth - index).CopyTo(_entries.AsSpan(index));
        Depth--;
        RenewKeys(index);
    }

    // What is left was in order with more locks, so it is without them: no need to examine it.
    private void RenewKeys(int from)
    {
        for (var i = from; i <= Depth; i++)
        {
            ref var entry = ref _entries[i];
            if (!entry.IsMark)
            {
                entry.Key = ChainKey.Next(_entries[i - 1].Key, entry.Token) | (entry.Key & ChainKey.SameClassTwice);
            }
        }
    }
}
