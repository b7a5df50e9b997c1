namespace MmRuntime.Physical;

/// <summary>What is asked of the allocator.</summary>
/// <param name="Type">What the frames will be used for; neither <see cref="FrameType.Free"/> nor <see cref="FrameType.Reserved"/>.</param>
/// <param name="Order">Two to this power is the number of frames, 0 to <see cref="PageSize.MaxOrder"/>; they lie side by side, at a multiple of it.</param>
/// <param name="Gfp">How to go about it.</param>
/// <param name="Node">Preferred node. There is one, number 0.</param>
public readonly record struct FrameRequest(FrameType Type, int Order = 0, Gfp Gfp = Gfp.Kernel, int Node = 0)
{
    /// <summary>How many frames are asked for.</summary>
    public int Frames => 1 << Order;

    /// <summary>With which others they are to lie together.</summary>
    public MigrateType MigrateType => (MigrateType)(Gfp & (Gfp.Movable | Gfp.Reclaimable));

    /// <summary>What is wrong with it; null if nothing is.</summary>
    internal string? Fault() =>
        (uint)Order > PageSize.MaxOrder ? $"Order {Order} does not exist: the largest is {PageSize.MaxOrder}."
        : Type is <= FrameType.Free or >= FrameType.Reserved ? $"Frames are not allocated to be '{Type}'."
        : (int)MigrateType > (int)MigrateType.Reclaimable ? "Frames cannot be movable and reclaimable at once."
        : Node != 0 ? $"Node {Node} does not exist."
        : null;
}
