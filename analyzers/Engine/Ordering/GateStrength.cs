namespace MmAnalyzers.Engine.Ordering;

/// <summary>How surely a lock that two threads both hold keeps one of them out.</summary>
internal enum GateStrength
{
    /// <summary>There is no such lock.</summary>
    None,

    /// <summary>Both hold a lock of one class, but perhaps two instances of it.</summary>
    ClassLevel,

    /// <summary>Both hold one instance.</summary>
    Proven,
}
