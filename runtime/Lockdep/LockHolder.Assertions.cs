using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>What code says of the locks it holds, and of what it might do.</summary>
public partial class LockHolder
{
    /// <summary>A lock must be held.</summary>
    /// <param name="map">Which; its role does not matter.</param>
    /// <param name="mode">How: <see cref="LockMode.Any"/>, <see cref="LockMode.Read"/> (at least) or <see cref="LockMode.Write"/>.</param>
    /// <param name="place">Where.</param>
    /// <exception cref="LockdepException">The sink throws, and it is not.</exception>
    internal void AssertHeld(ulong map, LockMode mode, SourcePlace place)
    {
        if (!TryFind(map, out var held))
        {
            Validator.Report(ReportFactory.NotHeld(this, new LockMap(map), place, "is needed here and not held"));
        }
        else if (mode == LockMode.Write && !AcquireMode.IsExclusive(held.Mode))
        {
            Validator.Report(ReportFactory.NotHeld(this, new LockMap(map), place, "is needed exclusively here and only held shared"));
        }
    }

    /// <summary>A lock must not be held.</summary>
    /// <exception cref="LockdepException">The sink throws, and it is.</exception>
    internal void AssertNotHeld(ulong map, SourcePlace place)
    {
        if (TryFind(map, out _))
        {
            Validator.Report(ReportFactory.HeldUnexpectedly(this, new LockMap(map), place));
        }
    }

    /// <summary>The code may take a lock, though it does not always: the edges are there at once.</summary>
    /// <exception cref="LockdepException">As for <see cref="Acquire"/>.</exception>
    internal void MightLock(ulong map, ulong mode, string file, int line)
    {
        Acquire(map, mode, file, line);
        Release(map, mode & AcquireMode.Shape, file, line);
    }

    /// <summary>The code may sleep.</summary>
    /// <param name="what">What it is about to do, as in "'waits for 'x'".</param>
    /// <param name="place">Where.</param>
    /// <exception cref="LockdepException">The sink throws, and it must not.</exception>
    internal void MightSleep(string what, SourcePlace place)
    {
        if ((_context & ContextBits.Atomic) != 0 || FindSpinning() >= 0)
        {
            Validator.Report(ReportFactory.SleepInAtomic(this, what, null, place));
        }
    }

    /// <summary>Index in <see cref="Entries"/> of the innermost lock under which nothing may sleep; -1 if there is none.</summary>
    internal int FindSpinning()
    {
        var entries = Entries;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            if (!entries[i].IsMark && entries[i].Lock.Class.Kind is LockKind.Spin or LockKind.RawSpin)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Lets go of every lock of a class, for locks that are released together.</summary>
    internal void ReleaseAll(LockClass lockClass)
    {
        for (var i = Depth; i > 0; i--)
        {
            if (!_entries[i].IsMark && _entries[i].Lock.Class == lockClass)
            {
                Remove(i);
            }
        }
    }
}
