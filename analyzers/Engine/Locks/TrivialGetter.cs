using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Locks;

/// <summary>Properties and methods that only hand out a field: the lock they return is that field.</summary>
internal static class TrivialGetter
{
    /// <summary>The field of the same type that the member returns and does nothing else; null otherwise.</summary>
    public static IFieldSymbol? FieldReturnedBy(IMethodSymbol method)
    {
        if (method.IsAbstract || method.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        return Returned(method.DeclaringSyntaxReferences[0].GetSyntax()) switch
        {
            IdentifierNameSyntax identifier => FieldNamed(method.ContainingType, identifier.Identifier.ValueText),
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => FieldNamed(method.ContainingType, member.Name.Identifier.ValueText),
            _ => null,
        };
    }

    /// <summary>Whether a property is its own storage.</summary>
    public static bool IsAuto(IPropertySymbol property) =>
        !property.IsAbstract
        && property.DeclaringSyntaxReferences.Length > 0
        && property.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            // Of a record's own parameter.
            ParameterSyntax => true,
            PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors } => accessors.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
            _ => false,
        };

    private static ExpressionSyntax? Returned(SyntaxNode declaration) => declaration switch
    {
        // The getter of `T P => _f;` is declared by the arrow itself.
        ArrowExpressionClauseSyntax arrow => arrow.Expression,
        AccessorDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
        AccessorDeclarationSyntax { Body: { } body } => OnlyReturn(body),
        MethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
        MethodDeclarationSyntax { Body: { } body } => OnlyReturn(body),
        _ => null,
    };

    private static ExpressionSyntax? OnlyReturn(BlockSyntax body) =>
        body.Statements.Count == 1 && body.Statements[0] is ReturnStatementSyntax { Expression: { } value } ? value : null;

    private static IFieldSymbol? FieldNamed(INamedTypeSymbol? type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                return member as IFieldSymbol;
            }
        }

        return null;
    }
}
