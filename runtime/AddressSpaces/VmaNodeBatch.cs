namespace MmRuntime.AddressSpaces;

/// <summary>Retired nodes that become free together. Used again and again, so that retiring a node costs no managed memory.</summary>
internal sealed class VmaNodeBatch
{
    /// <summary>The nodes.</summary>
    public VmaNodeChain Nodes;

    /// <summary>A batch of a pool, empty.</summary>
    public VmaNodeBatch(VmaNodePool pool) => Callback = () => pool.Free(this);

    /// <summary>Frees them.</summary>
    public Action Callback { get; }

    /// <summary>The next batch that nobody uses.</summary>
    public VmaNodeBatch? Next { get; set; }
}
