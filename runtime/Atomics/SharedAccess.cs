namespace MmRuntime.Atomics;

/// <summary>What is done to shared state: whether two accesses to one place may be swapped without anyone noticing.</summary>
internal enum SharedAccess
{
    /// <summary>It is read; two reads may be swapped.</summary>
    Read,

    /// <summary>It is written without looking.</summary>
    Write,

    /// <summary>It is read and written in one step.</summary>
    Update,
}
