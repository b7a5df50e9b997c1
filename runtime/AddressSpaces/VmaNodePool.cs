using MmRuntime.Atomics;
using MmRuntime.Locking;
using MmRuntime.Physical;

namespace MmRuntime.AddressSpaces;

/// <summary>Nodes for the trees of one machine: taken and given back in chains, retired through RCU.</summary>
/// <remarks>
/// Any task may call any member; each takes the gate for a moment and does not sleep, but <see cref="Retire"/>, which may wait for readers if much is pending and the task may.
/// The gate is a leaf: nothing is taken inside it. Trees keep a few nodes each, so that they come here once in many operations.
/// </remarks>
internal sealed unsafe class VmaNodePool(RcuDomain rcu) : IDisposable
{
    private const int FirstChunkNodes = 64;
    private const int LargestChunkNodes = 4096;

    private readonly object _gate = new();
    private (NativeBlock Block, long Nodes)[] _chunks = [];
    private VmaNodeChain _free;
    private VmaNodeBatch? _idle;
    private VmaNode* _fresh;
    private long _freshNodes;
    private long _nodesOut;

    /// <summary>The readers whose sections retired nodes wait for.</summary>
    public RcuDomain Rcu { get; } = rcu;

    /// <summary>Nodes that are neither free nor unused: in trees, kept by them, or retired.</summary>
    public long NodesOut
    {
        get
        {
            lock (_gate)
            {
                return _nodesOut;
            }
        }
    }

    /// <summary>How many retired nodes go through RCU together. Each tree may keep that many from being freed until it is changed again or flushed.</summary>
    public int RetiredTogether { get; init; } = 32;

    /// <summary>For tests: asked before each node is taken; false lets the request fail that it is for.</summary>
    public Func<bool>? Admits { get; set; }

    /// <summary>For the test that shows why not: retired nodes are free at once.</summary>
    public bool IsHasty { get; init; }

    /// <summary>Takes nodes, all or none.</summary>
    /// <param name="count">How many.</param>
    /// <param name="chain">Where to put them.</param>
    /// <returns>Whether there was memory.</returns>
    public bool TryTake(int count, ref VmaNodeChain chain)
    {
        for (var i = 0; Admits is not null && i < count; i++)
        {
            if (!Admits())
            {
                return false;
            }
        }

        SharedAccessHook.Tell(_gate, 0, SharedAccess.Update);
        lock (_gate)
        {
            if (!HasRoomFor(count))
            {
                return false;
            }

            for (var i = 0; i < count; i++)
            {
                chain.Push(TakeOne());
            }

            _nodesOut += count;
            return true;
        }
    }

    /// <summary>Takes nodes back that no reader can see. The chain is empty then.</summary>
    public void Give(ref VmaNodeChain chain)
    {
        SharedAccessHook.Tell(_gate, 0, SharedAccess.Update);
        lock (_gate)
        {
            _nodesOut -= chain.Count;
            _free.TakeAll(ref chain);
        }
    }

    /// <summary>Takes nodes back that readers may still see: they are free when all sections are over that are open now. The chain is empty then.</summary>
    public void Retire(ref VmaNodeChain chain)
    {
        if (chain.Count == 0)
        {
            return;
        }

        var (bytes, batch) = ((long)chain.Count * VmaNode.Size, IdleBatch() ?? new VmaNodeBatch(this));
        batch.Nodes.TakeAll(ref chain);
        if (IsHasty)
        {
            Free(batch);
            return;
        }

        Rcu.Call(batch.Callback, bytes);
    }

    /// <summary>Frees a batch whose time has come; it can carry others from here.</summary>
    public void Free(VmaNodeBatch batch)
    {
        for (var node = Seam.On ? batch.Nodes.First : null; node is not null; node = node->Link)
        {
            MarkFree(node);
        }

        Give(ref batch.Nodes);
        lock (_gate)
        {
            batch.Next = _idle;
            _idle = batch;
        }
    }

    /// <summary>In checked mode: whoever reads the node from now on is caught.</summary>
    public void MarkFree(VmaNode* node)
    {
        NativeWord.Write(ref node->State, node->State + 1, this, WordOf(&node->State));
        node->Poison();
    }

    /// <summary>In checked mode: the node is in use from now on.</summary>
    public void MarkUsed(VmaNode* node) => NativeWord.Write(ref node->State, node->State + 1, this, WordOf(&node->State));

    /// <summary>The number of a word among those of all nodes: the same in every run, whatever the addresses are.</summary>
    public long WordOf(long* word)
    {
        var before = 0L;
        foreach (var (block, nodes) in Atomic.Read(in _chunks))
        {
            var offset = (byte*)word - block.Start;
            if (offset >= 0 && offset < nodes * VmaNode.Size)
            {
                return (before + offset) / sizeof(long);
            }

            before += nodes * VmaNode.Size;
        }

        return -1;
    }

    /// <summary>Gives the memory back. Nobody may have a tree or be in a section.</summary>
    public void Dispose()
    {
        foreach (var (block, _) in _chunks)
        {
            block.Dispose();
        }

        (_chunks, _free, _freshNodes) = ([], default, 0);
    }

    private VmaNodeBatch? IdleBatch()
    {
        lock (_gate)
        {
            var batch = _idle;
            _idle = batch?.Next;
            return batch;
        }
    }

    private VmaNode* TakeOne()
    {
        if (_free.Count > 0)
        {
            return _free.Pop();
        }

        _freshNodes--;
        return _fresh++;
    }

    private bool HasRoomFor(int count)
    {
        while (_free.Count + _freshNodes < count)
        {
            if (!TryGrow())
            {
                return false;
            }
        }

        return true;
    }

    private bool TryGrow()
    {
        // What is left of the last chunk stays free: chunks do not follow one another.
        while (_freshNodes > 0)
        {
            _free.Push(_fresh++);
            _freshNodes--;
        }

        var nodes = Math.Min(FirstChunkNodes << Math.Min(_chunks.Length, 16), LargestChunkNodes);
        try
        {
            var block = new NativeBlock((long)nodes * VmaNode.Size);

            // Pairs with WordOf, which other tasks call without the gate.
            Atomic.Write(ref _chunks, [.. _chunks, (block, nodes)]);
            _fresh = (VmaNode*)block.Start;
            _freshNodes = nodes;
            return true;
        }
        catch (OutOfMemoryException)
        {
            // Of which a refused mapping is a special case.
            return false;
        }
    }
}
