namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What a state takes over from the state before it.</summary>
public enum StateInheritanceMode
{
    /// <summary>What it does not state itself; of the diagnostics, those that no fix removes.</summary>
    AutoInherit = 0,

    /// <summary>Nothing.</summary>
    Explicit = 1,

    /// <summary>What it does not state itself, diagnostics included.</summary>
    AutoInheritAll = 2,
}
