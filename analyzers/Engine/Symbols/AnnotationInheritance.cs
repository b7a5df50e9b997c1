using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Where a member's contract comes from if it states none itself.</summary>
internal static class AnnotationInheritance
{
    /// <summary>The member it overrides, then the interface members it implements, in order of their names.</summary>
    public static IEnumerable<ISymbol> OriginsOf(ISymbol symbol)
    {
        var overridden = symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod as ISymbol,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            _ => null,
        };
        if (overridden is not null)
        {
            yield return overridden;
        }

        foreach (var implemented in Implemented(symbol).OrderBy(member => member.ToDisplayString(), StringComparer.Ordinal))
        {
            yield return implemented;
        }
    }

    private static IEnumerable<ISymbol> Implemented(ISymbol symbol)
    {
        if (symbol is not (IMethodSymbol or IPropertySymbol or IEventSymbol) || symbol.IsStatic || symbol.ContainingType is not { TypeKind: not TypeKind.Interface } type)
        {
            return [];
        }

        // An explicit implementation is called "Interface.Name".
        var name = symbol.Name.Substring(symbol.Name.LastIndexOf('.') + 1);
        return type.AllInterfaces
            .SelectMany(@interface => @interface.GetMembers(name))
            .Where(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol))
            .Select(member => member.OriginalDefinition);
    }
}
