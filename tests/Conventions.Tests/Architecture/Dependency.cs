namespace MmAnalyzers.Conventions.Tests.Architecture;

/// <summary>One place where code of one room names something of another.</summary>
/// <param name="File">Where, relative to the tree's root, with the line.</param>
/// <param name="From">Room of the code.</param>
/// <param name="To">Room of what it names.</param>
/// <param name="Source">The type that names it.</param>
/// <param name="Target">The type that is named or whose member is.</param>
/// <param name="Symbol">What is named, for the failure text.</param>
/// <param name="IsConstant">Whether only a constant is named, or a type that holds nothing else.</param>
internal sealed record Dependency(string File, string From, string To, NamedType Source, NamedType Target, string Symbol, bool IsConstant)
{
    public override string ToString() => $"{File}: {From} -> {To} via {Symbol}";
}
