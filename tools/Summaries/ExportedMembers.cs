using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Summaries;

/// <summary>The methods, accessors and constructors of an assembly that code of other assemblies can call.</summary>
internal static class ExportedMembers
{
    private const string FriendAttribute = "InternalsVisibleToAttribute";

    /// <summary>The members; with friends, internal ones too.</summary>
    public static IEnumerable<IMethodSymbol> Of(IAssemblySymbol assembly)
    {
        var hasFriends = assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == FriendAttribute);
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is INamespaceSymbol space)
                {
                    open.Push(space);
                }
                else if (member is INamedTypeSymbol type && IsVisible(type, hasFriends))
                {
                    open.Push(type);
                }
                else if (member is IMethodSymbol method && (IsVisible(method, hasFriends) || !method.ExplicitInterfaceImplementations.IsEmpty))
                {
                    yield return method;
                }
            }
        }
    }

    private static bool IsVisible(ISymbol symbol, bool hasFriends) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => hasFriends,
        _ => false,
    };
}
