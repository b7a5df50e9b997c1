using System.Diagnostics.CodeAnalysis;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>The engine of the locks whose waiters sleep: readers or one writer, first come first served, handed over directly.</summary>
/// <remarks>
/// The word: bit 0 a writer, bit 1 somebody waits (then nobody overtakes, and every release looks at the list), from bit 2 the number of readers. Without
/// waiters each operation is one atomic instruction. A field, never copied.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "It owns nothing.")]
internal struct SleepGate
{
    /// <summary>To be alone.</summary>
    public const int Writer = 1;

    /// <summary>To be one of the readers.</summary>
    public const int Reader = 4;

    private const long Waiters = 2;

    /// <summary>How long a waiter hopes before it lies down: waking it costs more than most holders take.</summary>
    private const int HopefulRounds = 6;

    private long _word;
    private Latch _latch;
    private WaiterList _list;

    /// <summary>Whether somebody holds it, in whatever mode.</summary>
    public readonly bool IsHeld => (Atomic.Read(in _word) & ~Waiters) != 0;

    /// <summary>Takes it if nobody has to be waited for.</summary>
    public bool TryEnter(int want)
    {
        // Pairs with the release in Exit: what the last holder wrote is seen.
        for (var word = Atomic.Read(in _word); IsFree(word, want); word = Atomic.Read(in _word))
        {
            if (Atomic.CompareExchange(ref _word, word + want, word) == word)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes it, sleeping if need be.</summary>
    /// <param name="want">In which mode.</param>
    /// <param name="owner">The lock, for the scheduler.</param>
    /// <param name="isKillable">Whether to give up when the task is killed.</param>
    /// <param name="site">Where.</param>
    /// <returns>Whether it was got; always, unless killable.</returns>
    public bool Enter(int want, object owner, bool isKillable, CallSite site) => TryEnter(want) || Wait(want, owner, isKillable, site);

    /// <summary>Gives it back.</summary>
    public void Exit(int held)
    {
        // Pairs with TryEnter and Grant: a full fence, so waiters that came before it are seen, and later ones see it free.
        if ((Atomic.Add(ref _word, -held) & Waiters) != 0)
        {
            HandOver();
        }
    }

    /// <summary>The writer becomes a reader; others may join it.</summary>
    public void Downgrade()
    {
        if ((Atomic.Add(ref _word, Reader - Writer) & Waiters) != 0)
        {
            HandOver();
        }
    }

    private static bool IsFree(long word, long want) => want == Writer ? word == 0 : (word & (Writer | Waiters)) == 0;

    private bool Wait(int want, object owner, bool isKillable, CallSite site)
    {
        var task = SimTask.Current;
        for (var round = 0; round < HopefulRounds && !task.IsDriven; round++)
        {
            task.Driver.Relax(owner, round, site);
            if (TryEnter(want))
            {
                return true;
            }
        }

        var waiter = task.RentWaiter(want);
        if (!LieDown(waiter))
        {
            while (!waiter.IsGranted)
            {
                if (isKillable && task.IsKilled && GiveUp(waiter))
                {
                    task.ReturnWaiter(waiter);
                    return false;
                }

                task.Sleep(owner, Timeout.InfiniteTimeSpan, site);
            }
        }

        task.ReturnWaiter(waiter);
        return true;
    }

    // True if it was free after all.
    private bool LieDown(Waiter waiter)
    {
        _latch.Enter();
        var word = Atomic.Or(ref _word, Waiters) | Waiters;
        if (_list.First is null)
        {
            // With the bit set nobody but holders changes the word, and they only leave.
            while (IsCompatible(word, waiter.Want))
            {
                var seen = Atomic.CompareExchange(ref _word, (word + waiter.Want) & ~Waiters, word);
                if (seen == word)
                {
                    _latch.Exit();
                    return true;
                }

                word = seen;
            }
        }

        _list.Add(waiter);
        _latch.Exit();
        return false;
    }

    // False if it was granted in the meantime.
    private bool GiveUp(Waiter waiter)
    {
        _latch.Enter();
        var wasWaiting = _list.Remove(waiter);
        if (wasWaiting)
        {
            // Those behind it may have waited for it only.
            GrantFirst();
        }

        _latch.Exit();
        return wasWaiting;
    }

    private void HandOver()
    {
        _latch.Enter();
        GrantFirst();
        _latch.Exit();
    }

    private static bool IsCompatible(long word, long want) => want == Writer ? (word & ~Waiters) == 0 : (word & Writer) == 0;

    // Under the latch: gives it to the first who waits, and to all readers right behind a reader.
    private void GrantFirst()
    {
        while (_list.First is { } first)
        {
            if (!IsCompatible(Atomic.Read(in _word), first.Want))
            {
                return;
            }

            // Nobody else adds while the bit is set; holders only take away.
            Atomic.Add(ref _word, first.Want);
            _list.Remove(first);
            first.Grant();
            first.Task.Driver.Unpark();
        }

        Atomic.And(ref _word, ~Waiters);
    }
}
