namespace MmAnalyzers.Engine.Symbols;

/// <summary>The mode an annotation names; the members are called as in the vocabulary, because they are matched by name.</summary>
internal enum LockContractMode
{
    /// <summary>Exclusively.</summary>
    Write,

    /// <summary>Together with other readers.</summary>
    Read,

    /// <summary>Together with readers, but with no second upgradeable reader.</summary>
    Upgradeable,

    /// <summary>Whichever.</summary>
    Any,
}
