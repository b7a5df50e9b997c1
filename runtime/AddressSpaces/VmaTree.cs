using System.Runtime.CompilerServices;
using MmRuntime.Atomics;

namespace MmRuntime.AddressSpaces;

/// <summary>The ranges of one address space in order: a B+ tree of sixteen ways in native nodes, which readers search under RCU while one writer changes it.</summary>
/// <remarks>
/// Ranges are half open, in pages, and do not overlap; each carries the number of a VMA. Who changes the tree, searches gaps or copies it, holds the address space's
/// <c>mmap_lock</c> for write; the tree takes nothing itself. <see cref="TryFind"/>, <see cref="TryFindNext"/>, <see cref="TryFindPrevious"/> and cursors may also be used without it,
/// in one section of the pool's RCU domain for as long as the call or the cursor lasts. No operation throws for want of memory: it returns false, and nothing has changed.
/// <para>
/// What readers look at in a node is not changed once they can reach the node, except for references to children. A change copies the leaf, or as much of the path as changes, and
/// publishes the copy with one store: of the reference in the lowest inner node that stays, or of the root.
/// </para>
/// <para>
/// | access | pairs with | order |
/// | writer stores a reference to a child, or the root (release) | reader loads it (acquire) | the reader sees the node as it was filled, and all below it |
/// | reader loads keys, ends and slots (plain) | nothing writes them while a reader can reach the node | what it sees was stored before the reference was |
/// | writer loads references, and loads and stores gaps, counts, links (plain) | only writers touch them | <c>mmap_lock</c> orders one writer after another |
/// | writer raises the version (release), after it has published | cursor loads it (acquire) before it goes on in a leaf | a change that is over is not missed |
/// | writer hands old nodes to RCU, after it has published | sections that were open then | a node is filled anew only when nobody can look at it |
/// </para>
/// What a reader may see: for one page, what was there at some moment between the beginning of the look-up and its end, never less. A range that is stored over, grows over its neighbour or is
/// split, is seen old or new; pages that belong to some range before and after are never seen free. Every operation publishes once, so this holds for the whole range at once, in look-ups as well
/// as in one leaf; a cursor that walks from leaf to leaf sees each of them at a moment of its own. Two look-ups are two moments.
/// <para>
/// While the tree is not <see cref="IsShared"/> there are no readers, and old nodes are used again at once.
/// </para>
/// </remarks>
internal sealed unsafe partial class VmaTree(VmaNodePool pool) : IDisposable
{
    /// <summary>Pages from here cannot be mapped: addresses have 57 bits.</summary>
    public const long PageLimit = 1L << 45;

    private const long HeightMask = VmaNodeAlignment - 1;

    // A node begins at a cache line, which leaves the low bits of a reference to the root for its level.
    private const long VmaNodeAlignment = 64;

    private SharedWord _root;
    private SharedWord _version;

    /// <summary>How many ranges there are. For who holds <c>mmap_lock</c>.</summary>
    public long Count { get; private set; }

    /// <summary>How many nodes they take.</summary>
    public long Nodes { get; private set; }

    /// <summary>Whether there may be readers without <c>mmap_lock</c>. Set to false only when there are none and no section is open that began while there could be some.</summary>
    public bool IsShared { get; set; }

    /// <summary>The first range; of slot 0 if there is none.</summary>
    public VmaEntry First => TryFindNext(0, out var entry) ? entry : default;

    /// <summary>The last range; of slot 0 if there is none.</summary>
    public VmaEntry Last => TryFindPrevious(PageLimit, out var entry) ? entry : default;

    private int Height => (int)(Root & HeightMask);

    private VmaNode* RootNode => (VmaNode*)(Root & ~HeightMask);

    // As the writer knows it, who is the only one to set it.
    private long Root { get; set; }

    /// <summary>Finds what is at a page. Takes no lock, does not sleep; without <c>mmap_lock</c>, the caller is in a read section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="slot">Number of its VMA.</param>
    /// <returns>Whether it belongs to any.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(long page, out uint slot)
    {
        var root = _root.Read(this);
        slot = 0;
        if (root == 0 || (ulong)page >= PageLimit)
        {
            return false;
        }

        var node = (VmaNode*)(root & ~HeightMask);
        for (var level = root & HeightMask; level > 0; level--)
        {
            node = ReadChild(node, VmaSearch.CountAtMost(node->Keys, page) - 1);
        }

        // Which of these lines is needed shows only after the search: by then they are on their way.
        VmaSearch.Fetch(node->Ends, node->Slots);
        var state = Seam.On ? BeginRead(node) : 0;
        var index = VmaSearch.CountAtMost(node->Keys, page) - 1;
        if (index < 0 || node->Ends[index] <= page)
        {
            return false;
        }

        slot = node->Slots[index];
        EndRead(node, state);
        return true;
    }

    /// <summary>Finds the range that holds a page, or else the first one behind it. As <see cref="TryFind"/>.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryFindNext(long page, out VmaEntry entry)
    {
        var cursor = Entries(page, PageLimit);
        var isThere = cursor.MoveNext();
        entry = cursor.Current;
        return isThere;
    }

    /// <summary>Finds the last range that begins before a page. As <see cref="TryFind"/>.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryFindPrevious(long page, out VmaEntry entry)
    {
        entry = default;
        page = Math.Min(page, PageLimit);
        while (page > 0 && Locate(page - 1, out var place) is var leaf && leaf is not null)
        {
            var index = VmaSearch.CountAtMost(leaf->Keys, page - 1) - 1;
            if (index >= 0)
            {
                entry = Read(leaf, index, place.State);
                return true;
            }

            // The leaf begins with what was erased: the one before it ends at the leaf's lower bound or below.
            page = place.Lower;
        }

        return false;
    }

    /// <summary>The ranges that have pages in [from, to), in order; the first and the last one whole. As <see cref="TryFind"/>.</summary>
    public VmaCursor Entries(long from, long to) => new(this, from, to);

    /// <summary>Takes everything out. Readers that are in the tree go on in what was there.</summary>
    public void Clear()
    {
        if (Root != 0)
        {
            DoomAll(RootNode, Height);
            SetRoot(0);
            Count = 0;
        }

        Settle();
        _reserved = 0;
        FlushRetired();
        pool.Give(ref _spare);
    }

    /// <summary>As <see cref="Clear"/>: all nodes go back to the pool, those that readers may see after a grace period.</summary>
    public void Dispose() => Clear();

    /// <summary>The leaf for a page, by the way a reader goes; null if the tree is empty.</summary>
    /// <param name="page">The page.</param>
    /// <param name="place">What bounds the leaf.</param>
    internal VmaNode* Locate(long page, out VmaPlace place)
    {
        var version = _version.Read(this);
        var root = _root.Read(this);
        var node = (VmaNode*)(root & ~HeightMask);
        var (lower, upper) = (0L, VmaNode.Unused);
        for (var level = root & HeightMask; level > 0; level--)
        {
            var index = VmaSearch.CountAtMost(node->Keys, page) - 1;
            lower = node->Keys[index];
            if (index + 1 < VmaNode.Fanout)
            {
                upper = Math.Min(upper, node->Keys[index + 1]);
            }

            node = ReadChild(node, index);
        }

        place = new(version, lower, upper, Seam.On && node is not null ? BeginRead(node) : 0);
        return node;
    }

    /// <summary>Whether nothing was published since a leaf was located.</summary>
    internal bool IsCurrent(long version) => _version.Read(this) == version;

    /// <summary>An entry of a leaf that was located.</summary>
    internal VmaEntry Read(VmaNode* leaf, int index, long state)
    {
        var entry = new VmaEntry(leaf->Keys[index], leaf->Ends[index], leaf->Slots[index]);
        EndRead(leaf, state);
        return entry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VmaNode* ReadChild(VmaNode* node, int index)
    {
        var state = Seam.On ? BeginRead(node) : 0;
        var child = (VmaNode*)NativeWord.Read(ref node->Children[index], pool, Seam.On ? pool.WordOf(&node->Children[index]) : 0);
        EndRead(node, state);
        return child;
    }

    private void WriteChild(VmaNode* node, int index, VmaNode* child) =>
        NativeWord.Write(ref node->Children[index], (long)child, pool, Seam.On ? pool.WordOf(&node->Children[index]) : 0);

    private void SetRoot(long root)
    {
        Root = root;
        _root.Write(this, root);
    }

    // In checked mode the state of a node is looked at before and after its contents: a node that was freed in between was not waited for.
    private long BeginRead(VmaNode* node)
    {
        var state = NativeWord.Read(ref node->State, pool, pool.WordOf(&node->State));
        if ((state & 1) == 0)
        {
            ThrowFreed();
        }

        return state;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndRead(VmaNode* node, long state)
    {
        if (Seam.On && NativeWord.Read(ref node->State, pool, pool.WordOf(&node->State)) != state)
        {
            ThrowFreed();
        }
    }
}
