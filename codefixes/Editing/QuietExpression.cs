using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Tells which expressions may move under a lock: those that run no code of the project, which could take another one.</summary>
internal static class QuietExpression
{
    /// <summary>Whether the expression, if there is one, is quiet.</summary>
    public static bool Is(ExpressionSyntax? expression, SemanticModel model, CancellationToken cancellationToken) =>
        expression is null || expression.DescendantNodesAndSelf(node => node is not AnonymousFunctionExpressionSyntax).All(node => IsQuiet(node, model, cancellationToken));

    private static bool IsQuiet(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) => node switch
    {
        AwaitExpressionSyntax => false,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
        InvocationExpressionSyntax => false,
        BaseObjectCreationExpressionSyntax => IsForeign(model.GetSymbolInfo(node, cancellationToken).Symbol),
        SimpleNameSyntax when model.GetSymbolInfo(node, cancellationToken).Symbol is IPropertySymbol property => IsForeign(property) || IsAuto(property),
        ElementAccessExpressionSyntax => IsForeign(model.GetSymbolInfo(node, cancellationToken).Symbol),
        _ => true,
    };

    private static bool IsForeign(ISymbol? symbol) => symbol is null || symbol.IsImplicitlyDeclared || symbol.DeclaringSyntaxReferences.IsEmpty;

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
