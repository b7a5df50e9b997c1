using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>What a path returns, as far as callers can tell outcomes by it.</summary>
internal enum ReturnedValue
{
    /// <summary>Nothing, or something not known.</summary>
    Other,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary><c>false</c>.</summary>
    False,

    /// <summary><c>null</c> or <c>default</c>.</summary>
    Null,
}

/// <summary>One path out of a body.</summary>
/// <param name="Site">The return, throw or closing brace.</param>
/// <param name="State">What holds outside.</param>
/// <param name="IsThrow">Whether it leaves by an exception.</param>
/// <param name="Returned">What it returns.</param>
/// <param name="Value">The returned operation, if there is one.</param>
internal sealed record PathExit(Site Site, PathState State, bool IsThrow, ReturnedValue Returned, IOperation? Value);
