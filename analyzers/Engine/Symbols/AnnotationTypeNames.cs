using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>
/// Finds the types that the front part of a <c>Type.member</c> reference may mean. Attributes hold texts, so the usings of the file do not count:
/// first outwards from the annotated member, then by simple name in the project, then in annotated references.
/// </summary>
internal sealed class AnnotationTypeNames(Compilation compilation, AnnotationAssemblies assemblies)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<INamedTypeSymbol>> _bySimpleName = new(StringComparer.Ordinal);

    /// <summary>Candidates of the nearest place that has any; several if the name is ambiguous there.</summary>
    public ImmutableArray<INamedTypeSymbol> Find(ImmutableArray<string> parts, ISymbol anchor)
    {
        for (var scope = anchor; scope is not null; scope = scope.ContainingSymbol)
        {
            if (scope is INamedTypeSymbol own && parts.Length == 1 && string.Equals(own.Name, parts[0], StringComparison.Ordinal))
            {
                return ImmutableArray.Create(own);
            }

            if (scope is INamespaceOrTypeSymbol space && Descend(space, parts) is { IsEmpty: false } found)
            {
                return found;
            }
        }

        var root = Descend(compilation.GlobalNamespace, parts);
        return root.IsEmpty ? FindAnywhere(parts) : root;
    }

    private ImmutableArray<INamedTypeSymbol> FindAnywhere(ImmutableArray<string> parts)
    {
        var roots = _bySimpleName.GetOrAdd(parts[0], LookUp);
        return parts.Length == 1
            ? roots
            : roots.SelectMany(root => Descend(root, parts.RemoveAt(0))).ToImmutableArray();
    }

    private ImmutableArray<INamedTypeSymbol> LookUp(string name)
    {
        var own = compilation.GetSymbolsWithName(name, SymbolFilter.Type).OfType<INamedTypeSymbol>().ToImmutableArray();
        return own.IsEmpty ? assemblies.References.SelectMany(reference => TypesOf(reference.GlobalNamespace, name)).ToImmutableArray() : own;
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space, string name) =>
        space.GetTypeMembers(name).Concat(space.GetNamespaceMembers().SelectMany(inner => TypesOf(inner, name)));

    private static ImmutableArray<INamedTypeSymbol> Descend(INamespaceOrTypeSymbol from, ImmutableArray<string> parts)
    {
        IEnumerable<INamespaceOrTypeSymbol> level = [from];
        foreach (var part in parts)
        {
            level = level.SelectMany(space => space.GetMembers(part).OfType<INamespaceOrTypeSymbol>()).ToArray();
        }

        return level.OfType<INamedTypeSymbol>().ToImmutableArray();
    }
}
