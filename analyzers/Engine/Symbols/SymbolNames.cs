using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Stable ids and readable names of symbols, made once a symbol.</summary>
internal sealed class SymbolNames
{
    private readonly ConcurrentDictionary<ISymbol, string> _ids = new(SymbolEqualityComparer.Default);

    /// <summary>Documentation id of the definition: equal in every compilation that sees the symbol.</summary>
    public string Id(ISymbol symbol) => _ids.GetOrAdd(symbol.OriginalDefinition, static definition => MakeId(definition));

    /// <summary>What messages call a member: <c>Account.Transfer</c>.</summary>
    public static string Of(ISymbol symbol)
    {
        var member = symbol;
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            member = member.ContainingSymbol;
        }

        if (member is IMethodSymbol { AssociatedSymbol: { } associated })
        {
            member = associated;
        }

        var name = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => member.ContainingType.Name,
            IMethodSymbol { MethodKind: MethodKind.Destructor } => "~" + member.ContainingType.Name,
            IMethodSymbol { Name: "<Main>$" } => "Program",
            IPropertySymbol { IsIndexer: true } => "this[]",
            _ => ShortName(member.Name),
        };
        return member.ContainingType is { } type && !string.Equals(type.Name, name, StringComparison.Ordinal) ? type.Name + "." + name : name;
    }

    // Explicit implementations carry the interface's full name.
    private static string ShortName(string name) => name[(name.LastIndexOf('.') + 1)..];

    // Locals, lambdas and local functions have no documentation id; their owner and place tell them apart.
    private static string MakeId(ISymbol symbol)
    {
        if (symbol.GetDocumentationCommentId() is { Length: > 0 } id)
        {
            return id;
        }

        var span = symbol.DeclaringSyntaxReferences.Length > 0 ? symbol.DeclaringSyntaxReferences[0].Span.Start : 0;
        var owner = symbol.ContainingSymbol is { } containing ? MakeId(containing) : string.Empty;
        return $"{owner}/{symbol.Name}@{span.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
