using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Lists the symbols of an assembly on which annotations may stand.</summary>
internal static class AnnotationWalker
{
    /// <summary>The assembly, its types, their members and the parameters of these.</summary>
    /// <param name="assembly">Whose symbols.</param>
    /// <param name="isOwn">False lists only what other assemblies can see, which is what metadata shows: a reference must look alike in both forms.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static IEnumerable<ISymbol> SymbolsOf(IAssemblySymbol assembly, bool isOwn, CancellationToken cancellationToken)
    {
        yield return assembly;
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is INamespaceSymbol space)
                {
                    open.Push(space);
                }
                else if (isOwn || IsVisibleOutside(member))
                {
                    if (member is INamedTypeSymbol type)
                    {
                        open.Push(type);
                    }

                    foreach (var symbol in WithParameters(member))
                    {
                        yield return symbol;
                    }
                }
            }
        }
    }

    private static IEnumerable<ISymbol> WithParameters(ISymbol member)
    {
        if (member.IsImplicitlyDeclared)
        {
            yield break;
        }

        yield return member;
        var parameters = AnnotationScope.ParametersOf(member is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? invoke : member);
        if (member is IMethodSymbol { AssociatedSymbol: not null })
        {
            // The property has listed them.
            yield break;
        }

        foreach (var parameter in parameters)
        {
            yield return parameter;
        }
    }

    private static bool IsVisibleOutside(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
