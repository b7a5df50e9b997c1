using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Simple names of members whose callers annotations or locks files make worth a look: they acquire or release a lock, or their result must be looked at.</summary>
internal static class AnnotatedNames
{
    /// <summary>The names, with what each may do.</summary>
    public static IReadOnlyDictionary<string, TokenKinds> In(AnnotationReader annotations)
    {
        var names = new Dictionary<string, TokenKinds>(StringComparer.Ordinal);
        foreach (var symbol in annotations.AnnotatedSymbols(withReferences: true, CancellationToken.None))
        {
            var kinds = symbol is IMethodSymbol or IPropertySymbol ? KindsOf(symbol, annotations) : TokenKinds.None;
            if (kinds != TokenKinds.None)
            {
                Add(names, NameOf(symbol), kinds);
            }
        }

        foreach (var (name, kinds) in annotations.Stated.Names)
        {
            Add(names, name, kinds);
        }

        return names;
    }

    private static void Add(Dictionary<string, TokenKinds> names, string name, TokenKinds kinds) => names[name] = names.TryGetValue(name, out var known) ? known | kinds : kinds;

    // As the source writes it: accessors under their property's name, constructors under their type's.
    private static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { AssociatedSymbol: { } associated } => NameOf(associated),
        IMethodSymbol { MethodKind: MethodKind.Constructor } => symbol.ContainingType.Name,
        IPropertySymbol { IsIndexer: true } => "this[]",
        _ => symbol.Name[(symbol.Name.LastIndexOf('.') + 1)..],
    };

    private static TokenKinds KindsOf(ISymbol symbol, AnnotationReader annotations)
    {
        // To be looked at is no effect on a lock; the kind only says that callers matter.
        var kinds = symbol is IMethodSymbol method && MustCheck.IsSaidOf(method, annotations) ? TokenKinds.Wait : TokenKinds.None;
        foreach (var clause in annotations.ContractOf(symbol).Clauses)
        {
            kinds |= clause.Kind switch
            {
                LockContractKind.Acquires or LockContractKind.Requires => TokenKinds.Acquire,
                LockContractKind.Releases or LockContractKind.Downgrades or LockContractKind.MayRelease => TokenKinds.Release,
                _ => TokenKinds.None,
            };
        }

        return kinds;
    }
}
