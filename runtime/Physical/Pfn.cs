using System.Globalization;

namespace MmRuntime.Physical;

/// <summary>Number of a frame of simulated memory: its physical address divided by <see cref="PageSize.Base"/>.</summary>
/// <remarks>Frame 0 is never handed out, so a number that nobody has set is no frame that anybody has. Source: the kernel's page frame number (<c>include/linux/pfn.h</c>, v6.19).</remarks>
/// <param name="Value">The number.</param>
public readonly record struct Pfn(uint Value)
{
    /// <summary>No frame: what an allocation that failed returns.</summary>
    public static Pfn None => new(uint.MaxValue);

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => Value == uint.MaxValue;

    /// <summary>Its physical address, in bytes.</summary>
    public long Address => (long)Value << PageSize.Shift;

    /// <summary>A frame behind this one.</summary>
    /// <param name="frames">How many frames behind; negative for one before.</param>
    public Pfn Plus(int frames) => new(checked((uint)(Value + frames)));

    /// <inheritdoc/>
    public override string ToString() => IsNone ? "none" : string.Create(CultureInfo.InvariantCulture, $"0x{Value:x}");
}
