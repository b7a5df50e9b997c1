namespace MmRuntime.Physical;

/// <summary>Who is told that an allocation may have to free memory, each time and not only when it does: the order of locks is learnt on a day when memory is plenty.</summary>
internal interface IReclaimGate
{
    /// <summary>An allocation that may free memory is made here. May sleep, as far as the validator is concerned.</summary>
    void MayReclaim(string file, int line);
}
