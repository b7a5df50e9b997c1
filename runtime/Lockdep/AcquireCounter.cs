namespace MmRuntime.Lockdep;

/// <summary>How many acquisitions one task had validated. Written by its thread, read by whoever asks for statistics.</summary>
internal sealed class AcquireCounter
{
    /// <summary>The number; a reader may see one that is a little old.</summary>
    public long Value;
}
