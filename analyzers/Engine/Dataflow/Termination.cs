using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>Methods that end the path that calls them.</summary>
internal static class Termination
{
    /// <summary>Whether a method declares that it never returns, as throw helpers and <c>Environment.FailFast</c> do.</summary>
    public static bool NeverReturns(IMethodSymbol method)
    {
        foreach (var attribute in method.OriginalDefinition.GetAttributes())
        {
            if (attribute.AttributeClass is
                {
                    Name: "DoesNotReturnAttribute",
                    ContainingNamespace: { Name: "CodeAnalysis", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } },
                })
            {
                return true;
            }
        }

        return false;
    }
}
