using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>Methods that end the path that calls them.</summary>
internal static class Termination
{
    /// <summary>Whether a method declares that it never returns, as throw helpers and <c>Environment.FailFast</c> do, or is nothing but a throw.</summary>
    public static bool NeverReturns(IMethodSymbol method) =>
        method.OriginalDefinition.GetAttributes().Any(attribute => IsOfFlow(attribute, "DoesNotReturnAttribute")) || OnlyThrows(method.OriginalDefinition);

    /// <summary>The value that an argument must have for the call to return, as for <c>Debug.Assert</c>; null if any will do.</summary>
    public static bool? EndsUnless(IParameterSymbol parameter)
    {
        if (parameter.Type.SpecialType != SpecialType.System_Boolean)
        {
            return null;
        }

        foreach (var attribute in parameter.OriginalDefinition.GetAttributes())
        {
            if (IsOfFlow(attribute, "DoesNotReturnIfAttribute") && attribute.ConstructorArguments is [{ Value: bool ends }])
            {
                return !ends;
            }
        }

        return null;
    }

    private static bool IsOfFlow(AttributeData attribute, string name) =>
        attribute.AttributeClass is
        {
            ContainingNamespace: { Name: "CodeAnalysis", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } },
        } type && string.Equals(type.Name, name, StringComparison.Ordinal);

    private static bool OnlyThrows(IMethodSymbol method) =>
        method is { ReturnsVoid: true, IsAsync: false, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences.Length: 1 }
        && method.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: ThrowExpressionSyntax } or LocalFunctionStatementSyntax { ExpressionBody.Expression: ThrowExpressionSyntax } => true,
            MethodDeclarationSyntax { Body.Statements: [ThrowStatementSyntax] } or LocalFunctionStatementSyntax { Body.Statements: [ThrowStatementSyntax] } => true,
            _ => false,
        };
}
