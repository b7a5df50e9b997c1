using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Source;

/// <summary>Finds the compilation that holds the source of a symbol, through project references as editors hold them.</summary>
/// <remarks>
/// A command-line build references emitted assemblies, an editor the other project's compilation, whose trees this compilation refuses to
/// bind. So the symbol is translated, by documentation id, into the compilation that owns it.
/// </remarks>
internal sealed class SourceLocator(Compilation compilation)
{
    private readonly Lazy<ImmutableArray<Compilation>> _referenced = new(() => Referenced(compilation));

    /// <summary>The member as it was declared: neither constructed, nor reduced, and the implementing half of a partial method.</summary>
    public static ISymbol DefinitionOf(ISymbol symbol)
    {
        if (symbol is not IMethodSymbol method)
        {
            return symbol.OriginalDefinition;
        }

        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    /// <summary>The C# projects that are referenced as compilations, directly or through others.</summary>
    public ImmutableArray<Compilation> ReferencedCompilations => _referenced.Value;

    /// <summary>The owner of the symbol's source; null for metadata and for other languages.</summary>
    public SymbolSource? Find(ISymbol symbol)
    {
        var definition = DefinitionOf(symbol);
        if (definition.ContainingAssembly is not { } assembly)
        {
            return null;
        }

        if (SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
        {
            return new SymbolSource(compilation, definition);
        }

        foreach (var candidate in _referenced.Value)
        {
            if (candidate.Assembly.Identity.Equals(assembly.Identity))
            {
                return Translate(definition, candidate) is { } translated ? new SymbolSource(candidate, translated) : null;
            }
        }

        return null;
    }

    private static ISymbol? Translate(ISymbol symbol, Compilation target)
    {
        if (SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, target.Assembly))
        {
            return symbol;
        }

        // Retargeted symbols (the projects see different framework versions) are equal only by name.
        var id = DocumentationCommentId.CreateDeclarationId(symbol);
        return string.IsNullOrEmpty(id)
            ? null
            : DocumentationCommentId.GetSymbolsForDeclarationId(id, target)
                .Select(DefinitionOf)
                .FirstOrDefault(found => SymbolEqualityComparer.Default.Equals(found.ContainingAssembly, target.Assembly));
    }

    // Breadth first over references of references: a project's types travel through others that reference it.
    private static ImmutableArray<Compilation> Referenced(Compilation compilation)
    {
        var seen = new HashSet<Compilation>();
        var found = ImmutableArray.CreateBuilder<Compilation>();
        var pending = new Queue<Compilation>();
        pending.Enqueue(compilation);
        while (pending.Count > 0)
        {
            foreach (var next in pending.Dequeue().References.OfType<CompilationReference>().Select(reference => reference.Compilation))
            {
                if (seen.Add(next))
                {
                    pending.Enqueue(next);
                    if (next.Language == LanguageNames.CSharp)
                    {
                        found.Add(next);
                    }
                }
            }
        }

        return found.ToImmutable();
    }
}
