using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>A lock as an annotation names it.</summary>
internal static class LockReference
{
    private const string NamePrefix = "L:";

    /// <summary>The argument that means a lock class where a member is annotated; null if there is no short one that surely does.</summary>
    /// <param name="id">Identity of the class: of a field or property, or a name.</param>
    /// <param name="bearer">The annotated member.</param>
    /// <param name="compilation">The compilation of both.</param>
    public static string? To(string id, ISymbol bearer, Compilation compilation)
    {
        if (id.StartsWith(NamePrefix, StringComparison.Ordinal))
        {
            return SymbolDisplay.FormatLiteral(id[NamePrefix.Length..], quote: true);
        }

        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not { Kind: SymbolKind.Field or SymbolKind.Property, ContainingType: { } owner } held)
        {
            return null;
        }

        if (SymbolEqualityComparer.Default.Equals(owner, bearer.ContainingType))
        {
            return $"nameof({held.Name})";
        }

        // A simple name that two types have means nothing.
        var isPlain = owner is { ContainingType: null, IsGenericType: false }
            && SymbolEqualityComparer.Default.Equals(owner.ContainingAssembly, compilation.Assembly)
            && compilation.GetSymbolsWithName(owner.Name, SymbolFilter.Type).Take(2).Count() == 1;
        return isPlain ? SymbolDisplay.FormatLiteral($"{owner.Name}.{held.Name}", quote: true) : null;
    }
}
