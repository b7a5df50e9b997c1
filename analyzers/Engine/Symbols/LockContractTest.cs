namespace MmAnalyzers.Engine.Symbols;

/// <summary>On which outcome of a call a clause holds.</summary>
internal enum LockContractTest
{
    /// <summary>After every normal return.</summary>
    Always,

    /// <summary>The target is true.</summary>
    True,

    /// <summary>The target is false.</summary>
    False,

    /// <summary>The target is null.</summary>
    Null,

    /// <summary>The target is not null.</summary>
    NonNull,

    /// <summary>The returned value equals the target, a member of its type.</summary>
    Result,
}
