using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Locks;

/// <summary>Methods of the framework that return the one element of a key, made before if need be: what an indexer is to a plain dictionary.</summary>
internal static class KeyedLookups
{
    /// <summary>Type, method; the key is the first argument.</summary>
    public static readonly (string Type, string Method)[] Rows =
    [
        ("System.Collections.Concurrent.ConcurrentDictionary`2", "GetOrAdd"),
        ("System.Runtime.CompilerServices.ConditionalWeakTable`2", "GetValue"),
        ("System.Runtime.CompilerServices.ConditionalWeakTable`2", "GetOrAdd"),
        ("System.Runtime.CompilerServices.ConditionalWeakTable`2", "GetOrCreateValue"),
    ];

    /// <summary>Whether it is one of them.</summary>
    public static bool Has(IMethodSymbol method) =>
        Array.Exists(Rows, row => row.Method == method.Name) && Array.Exists(Rows, row => row.Method == method.Name && row.Type == FullName(method.ContainingType));

    private static string FullName(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
