using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MmRuntime.Atomics;

namespace MmRuntime.Lockdep;

/// <summary>The set of chains that were examined: a hit means there is nothing left to learn.</summary>
/// <remarks>Read without a lock. Keys are only added, by whoever holds the graph's lock, and a table that gets full is replaced by a larger copy.</remarks>
internal sealed class ChainCache
{
    private const int InitialSize = 1 << 12;

    private ulong[] _slots = new ulong[InitialSize];
    private int _count;

    /// <summary>How many chains it holds.</summary>
    public int Count => Atomic.Read(in _count);

    /// <summary>Whether the chain was examined. A key that another thread is just adding may be missed, which costs one examination more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(ulong key)
    {
        // A plain read: slots go from zero to a key once, and a stale table only lacks keys.
        var slots = _slots;
        ref var first = ref MemoryMarshal.GetArrayDataReference(slots);
        return Unsafe.Add(ref first, (nint)((uint)key & (uint)(slots.Length - 1))) == key || HasBeyond(slots, key);
    }

    /// <summary>Adds a chain. The caller holds the graph's lock.</summary>
    public void Add(ulong key)
    {
        if (Has(key))
        {
            return;
        }

        if (_count * 2 >= _slots.Length)
        {
            var larger = new ulong[_slots.Length * 2];
            foreach (var old in _slots.Where(old => old != 0))
            {
                Put(larger, old);
            }

            // Pairs with the reads of Has: the copy is complete before it is seen.
            Atomic.Write(ref _slots, larger);
        }

        Put(_slots, key);
        Atomic.Write(ref _count, _count + 1);
    }

    private static bool HasBeyond(ulong[] slots, ulong key)
    {
        for (var i = (uint)key + 1; ; i++)
        {
            var slot = slots[i & (uint)(slots.Length - 1)];
            if (slot == key)
            {
                return true;
            }

            if (slot == 0)
            {
                return false;
            }
        }
    }

    private static void Put(ulong[] slots, ulong key)
    {
        var i = (uint)key & (uint)(slots.Length - 1);
        while (slots[i] != 0)
        {
            i = (i + 1) & (uint)(slots.Length - 1);
        }

        // Pairs with the reads of Has, which trust a key as soon as they see it: the graph has its edges by then.
        Atomic.Write(ref slots[i], key);
    }
}
