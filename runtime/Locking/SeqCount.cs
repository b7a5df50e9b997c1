using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>A number that is odd while somebody writes: readers take no lock, and read again if it has changed.</summary>
/// <remarks>
/// Writers exclude each other by a lock of their own. What readers read must be safe to read while it is written, and accessed through
/// <see cref="SharedWord"/> or <see cref="Shared{T}"/>. Nothing here sleeps.
/// </remarks>
[ForbidsSleepWhileHeld]
public sealed class SeqCount
{
    private readonly ValidatedLock? _writerLock;
    private SharedWord _sequence;

    /// <summary>A count that starts with nobody writing.</summary>
    /// <param name="writerLock">The lock that writers hold; checked if given.</param>
    public SeqCount(ValidatedLock? writerLock = null) => _writerLock = writerLock;

    /// <summary>Starts reading: spins while somebody writes.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>What to give to <see cref="IsStale"/>.</returns>
    [ExcludesLock("this")]
    public long BeginRead([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        // Pairs with EndWrite: what that writer wrote is seen.
        var sequence = _sequence.Read(this);
        for (var round = 0; (sequence & 1) != 0; round++)
        {
            SimTask.Current.Driver.Relax(this, round, new CallSite(file, line));
            sequence = _sequence.Read(this);
        }

        return sequence;
    }

    /// <summary>Whether somebody has written since; then what was read counts for nothing.</summary>
    /// <param name="begun">What <see cref="BeginRead"/> gave.</param>
    [MustCheck]
    public bool IsStale(long begun)
    {
        // What was read before stays before: pairs with the fence of BeginWrite, so that who has seen a new value sees the odd number too.
        Atomic.Fence();
        return _sequence.Read(this) != begun;
    }

    /// <summary>Starts writing. The caller holds the writers' lock and does not sleep until <see cref="EndWrite"/>.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Acquires("this")]
    public void BeginWrite([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _writerLock?.AssertHeld(LockMode.Write, file, line);

        // A full fence: the odd number is there before anything new is. Pairs with the fence of IsStale.
        _sequence.Add(this, 1);
    }

    /// <summary>Ends writing.</summary>
    [Releases("this")]
    public void EndWrite() =>

        // Everything new is there before the even number is. Pairs with BeginRead.
        _sequence.Add(this, 1);
}
