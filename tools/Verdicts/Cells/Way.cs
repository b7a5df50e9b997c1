namespace MmAnalyzers.Verdicts.Cells;

/// <summary>How a region takes its lock.</summary>
internal enum Way
{
    /// <summary>As the primitive does.</summary>
    Plain,

    /// <summary>As the primitive's writer does.</summary>
    Write,

    /// <summary>Without waiting; the region is left out if the lock is not free.</summary>
    Try,
}
