namespace MmAnalyzers.Verdicts.Cells;

/// <summary>What lies between a lock and the next one that is taken under it.</summary>
internal enum Distance
{
    /// <summary>Nothing: both are taken in one body.</summary>
    Direct,

    /// <summary>A call of a private method.</summary>
    OneCall,

    /// <summary>Three calls, through two other classes.</summary>
    ThreeCalls,

    /// <summary>A call through an interface that one class implements.</summary>
    Interface,

    /// <summary>A lambda in a local, invoked in place.</summary>
    Lambda,

    /// <summary>A delegate in a field, set by the constructor.</summary>
    DelegateField,

    /// <summary>A call into another project, which owns the locks too.</summary>
    OtherProject,
}
