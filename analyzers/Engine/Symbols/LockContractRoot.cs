namespace MmAnalyzers.Engine.Symbols;

/// <summary>Where a lock reference starts.</summary>
internal enum LockContractRoot
{
    /// <summary>It names nothing.</summary>
    Unresolved,

    /// <summary>It names several things, so nothing is said of it.</summary>
    Ambiguous,

    /// <summary>The receiver (the first parameter of an extension method), or what follows it.</summary>
    This,

    /// <summary>A parameter, or what follows it.</summary>
    Parameter,

    /// <summary>The returned value, or what follows it.</summary>
    Return,

    /// <summary>A member of the declaring type, static or of the receiver, or what follows it.</summary>
    Member,

    /// <summary>A member of a named type: of some instance, unless it is static.</summary>
    TypeMember,

    /// <summary>The name of a lock class: some lock of that class.</summary>
    Class,
}
