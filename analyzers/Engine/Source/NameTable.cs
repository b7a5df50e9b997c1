using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>The distinct names used in one tree, in ordinal order; members hold numbers into it.</summary>
internal sealed class NameTable(ImmutableArray<string> names)
{
    /// <summary>The names, in ordinal order.</summary>
    public ImmutableArray<string> Names { get; } = names;

    /// <summary>The number of a name, negative when the tree does not use it.</summary>
    public int NumberOf(string name) => Names.BinarySearch(name, StringComparer.Ordinal);
}
