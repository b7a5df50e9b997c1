using MmRuntime.Annotations;

namespace MmRuntime.PageTables;

/// <summary>How it went to find or to make tables.</summary>
[MustCheck]
internal enum TableResult
{
    /// <summary>All tables are there.</summary>
    Done,

    /// <summary>One is missing, and there is no memory for it.</summary>
    NoMemory,

    /// <summary>In place of a table something else is mapped.</summary>
    NotTable,

    /// <summary>An entry is corrupt.</summary>
    Bad,
}
