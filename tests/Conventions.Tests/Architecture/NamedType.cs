namespace MmAnalyzers.Conventions.Tests.Architecture;

/// <summary>A type as far as rooms are concerned.</summary>
/// <param name="Namespace">Its namespace, in full.</param>
/// <param name="Name">Name of its outermost type.</param>
/// <param name="BaseName">Name of that one's base class.</param>
internal sealed record NamedType(string Namespace, string Name, string BaseName);
