using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Locks;

/// <summary>The expressions that give a variable its value, read from the syntax of its declaring type.</summary>
internal static class MemberValues
{
    /// <summary>The initializer and, of a field or property, the right sides of all assignments in its type. Of compiled variables nothing.</summary>
    public static IEnumerable<ExpressionSyntax> Of(ISymbol variable)
    {
        foreach (var reference in variable.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (initializer is not null)
            {
                yield return initializer;
            }
        }

        if (variable is not (IFieldSymbol or IPropertySymbol))
        {
            yield break;
        }

        foreach (var reference in variable.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var assignment in reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (NameOf(assignment.Left) == variable.Name)
                {
                    yield return assignment.Right;
                }
            }
        }
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
