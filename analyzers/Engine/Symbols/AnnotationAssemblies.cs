using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Which assemblies of a compilation can bear annotations: those that declare the attributes and those that reference one of these.</summary>
internal sealed class AnnotationAssemblies
{
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _isAnnotated = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ImmutableArray<IAssemblySymbol>> _references;

    public AnnotationAssemblies(Compilation compilation)
    {
        // The whole cost for a project that never heard of the attributes: one look into a namespace.
        Any = AnnotationVocabulary.IsKnownTo(compilation);
        _references = new(() => Any
            ? compilation.SourceModule.ReferencedAssemblySymbols.Where(IsAnnotated).OrderBy(assembly => assembly.Identity.Name, StringComparer.Ordinal).ToImmutableArray()
            : ImmutableArray<IAssemblySymbol>.Empty);
    }

    /// <summary>Whether any attribute of the vocabulary exists here at all.</summary>
    public bool Any { get; }

    /// <summary>The referenced assemblies that can bear annotations, by name.</summary>
    public ImmutableArray<IAssemblySymbol> References => _references.Value;

    /// <summary>Whether the symbols of this assembly can bear annotations.</summary>
    public bool IsAnnotated(IAssemblySymbol? assembly) =>
        Any && assembly is not null && _isAnnotated.GetOrAdd(assembly, static one => DeclaresOrReferences(one));

    private static bool DeclaresOrReferences(IAssemblySymbol assembly) =>
        AnnotationVocabulary.IsDeclaredBy(assembly)
        || assembly.Modules.Any(module => module.ReferencedAssemblySymbols.Any(AnnotationVocabulary.IsDeclaredBy));
}
