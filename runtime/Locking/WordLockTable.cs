using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>Where tasks wait for bits of words: a few queues for any number of locks, found by hashing, so that a locked record needs no room for waiters.</summary>
/// <remarks>Belongs to whoever makes it; several kinds of <see cref="WordLock"/> can share one. Its kernel counterpart is <c>folio_wait_table</c> (<c>mm/filemap.c</c>, v6.19).</remarks>
public sealed class WordLockTable
{
    private readonly Queue[] _queues;

    /// <summary>A table in which nobody waits.</summary>
    /// <param name="queues">How many queues. More of them make searches shorter where many tasks wait at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is to be less than one.</exception>
    public WordLockTable(int queues = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(queues, 1);
        _queues = new Queue[queues];
        for (var i = 0; i < queues; i++)
        {
            _queues[i] = new Queue();
        }
    }

    /// <summary>The queue of a lock, which it has together with others.</summary>
    /// <param name="key">What tells it from these others.</param>
    internal Queue QueueOf(long key)
    {
        // The high half of a product is the well mixed one.
        var mixed = (ulong)key * 0x9E3779B97F4A7C15;
        return _queues[(int)((mixed >> 32) % (uint)_queues.Length)];
    }

    /// <summary>One queue.</summary>
    internal sealed class Queue
    {
        /// <summary>Guards the list.</summary>
        public Latch Latch;

        /// <summary>Who waits, for whatever lock: a waiter's want is the lock's key.</summary>
        public WaiterList Waiters;

        private int _count;

        /// <summary>Whether anybody waits or is about to. Pairs with <see cref="Count"/>, through the full fences of both sides.</summary>
        public bool IsEmpty => Atomic.Read(in _count) == 0;

        /// <summary>Somebody comes, before it looks at its word for the last time; or goes. A full fence. The caller holds the latch.</summary>
        public void Count(int change) => Atomic.Add(ref _count, change);

        /// <summary>Who came first for a lock. The caller holds the latch.</summary>
        public Waiter? First(long key)
        {
            var at = Waiters.First;
            while (at is not null && at.Want != key)
            {
                at = at.Next;
            }

            return at;
        }
    }
}
