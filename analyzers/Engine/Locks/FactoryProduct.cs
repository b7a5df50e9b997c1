using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Locks;

/// <summary>The new object that a factory returns.</summary>
/// <param name="Type">Its type; null if that is one of several, or not known.</param>
/// <param name="Members">Members of it that hold for good what the factory had, by id.</param>
internal sealed record FactoryProduct(INamedTypeSymbol? Type, ImmutableDictionary<string, FactorySource> Members)
{
    /// <summary>What two products have in common.</summary>
    public static FactoryProduct Common(FactoryProduct left, FactoryProduct right) => new(
        SymbolEqualityComparer.Default.Equals(left.Type, right.Type) ? left.Type : null,
        left.Members.Where(member => right.Members.TryGetValue(member.Key, out var other) && other == member.Value).ToImmutableDictionary(StringComparer.Ordinal));
}

/// <summary>Something that a factory had when it made its object.</summary>
/// <param name="Ordinal">Of a parameter; <see cref="Receiver"/> for the object that the factory was called on.</param>
/// <param name="MemberId">A member of that object, or null for itself.</param>
internal readonly record struct FactorySource(int Ordinal, string? MemberId = null)
{
    /// <summary>Stands for the object that the factory was called on.</summary>
    public const int Receiver = -1;
}
