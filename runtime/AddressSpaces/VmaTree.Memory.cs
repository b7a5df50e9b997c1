using System.Numerics;
using System.Runtime.CompilerServices;

namespace MmRuntime.AddressSpaces;

/// <summary>Where nodes come from and where they go.</summary>
internal sealed unsafe partial class VmaTree
{
    // What is taken beyond need, so that the pool is asked once in many operations.
    private const int Refill = 16;

    // What is kept when nodes are freed at once; the pool gets half of it back when it is exceeded.
    private const int MaxSpare = 64;

    private VmaNodeChain _spare;
    private VmaNodeChain _retired;
    private int _reserved;

    // The version, as the writer knows it.
    private long _changes;

    /// <summary>Makes sure that the next operations cannot fail, however the tree looks by then. They need not follow at once.</summary>
    /// <param name="operations">How many of <see cref="Store"/>, <see cref="Erase"/> and <see cref="ChangeRange"/>.</param>
    /// <returns>Whether there was memory; else nothing has changed.</returns>
    public bool TryReserve(int operations = 1)
    {
        // One operation adds a level at most, and the more of them, the more entries are needed for another one.
        var nodes = operations * NodesForOne(Height + BitOperations.Log2((uint)operations) + 1);
        if (!TryEnsure(nodes))
        {
            return false;
        }

        _reserved = Math.Max(_reserved, nodes);
        return true;
    }

    /// <summary>Gives back what was reserved and is not needed.</summary>
    public void DropReserve()
    {
        _reserved = 0;
        Trim();
    }

    /// <summary>Hands all retired nodes to RCU, also if they are few: after the next grace period they are free. For a tree that will not be changed for a while.</summary>
    public void FlushRetired() => pool.Retire(ref _retired);

    // Three nodes a level, where two leaves far apart are cut and a range comes between them; and a root.
    private static int NodesForOne(int height) => (3 * (height + 1)) + 1;

    private bool TryEnsure(int nodes)
    {
        if (_spare.Count >= nodes)
        {
            return true;
        }

        // With a test that counts nodes, none beyond need.
        return (pool.Admits is null && pool.TryTake(nodes - _spare.Count + Refill, ref _spare)) || pool.TryTake(nodes - _spare.Count, ref _spare);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VmaNode* TakeSpare()
    {
        var node = _spare.Pop();
        Nodes++;
        if (Seam.On)
        {
            pool.MarkUsed(node);
        }

        return node;
    }

    // It goes when the change is published. Until then, and as long as readers are in it, it stays as it is but for the link.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Doom(VmaNode* node)
    {
        Nodes--;
        _doomed.Push(node);
    }

    // The end of every change: it is published, so what it replaced can go.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Settle()
    {
        _version.Write(this, ++_changes);
        if (_reserved > 0)
        {
            _reserved = Math.Max(0, _reserved - NodesForOne(Height));
        }

        if (IsShared)
        {
            _retired.TakeAll(ref _doomed);
            if (_retired.Count >= pool.RetiredTogether)
            {
                FlushRetired();
            }

            return;
        }

        if (_doomed.Count > 0)
        {
            FreeDoomed();
        }
    }

    private void FreeDoomed()
    {
        for (var node = Seam.On ? _doomed.First : null; node is not null; node = node->Link)
        {
            pool.MarkFree(node);
        }

        _spare.TakeAll(ref _doomed);
        if (_spare.Count > MaxSpare)
        {
            Trim();
        }
    }

    private void Trim()
    {
        VmaNodeChain surplus = default;
        while (_spare.Count > Math.Max(MaxSpare / 2, _reserved))
        {
            surplus.Push(_spare.Pop());
        }

        pool.Give(ref surplus);
    }
}
