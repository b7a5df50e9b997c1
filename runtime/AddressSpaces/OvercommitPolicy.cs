namespace MmRuntime.AddressSpaces;

/// <summary>How much memory may be promised.</summary>
/// <remarks>Source: <c>vm.overcommit_memory</c> (<c>Documentation/mm/overcommit-accounting.rst</c>, v6.19).</remarks>
public enum OvercommitPolicy
{
    /// <summary>Anything that is not larger than all of the memory.</summary>
    Heuristic,

    /// <summary>Anything.</summary>
    Always,

    /// <summary>No more than there is, all promises together.</summary>
    Never,
}
