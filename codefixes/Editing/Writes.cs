using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Finds out whether a private variable keeps its first value. By name only, so it says "written" too often, never too rarely.</summary>
internal static class Writes
{
    /// <summary>Whether something besides constructors and the declaration writes a private field.</summary>
    public static bool Exist(IFieldSymbol field) =>
        field.ContainingType.DeclaringSyntaxReferences
            .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(name => name.Identifier.ValueText == field.Name && IsWritten(name) && name.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null);

    /// <summary>Whether a parameter is one of a primary constructor, which other members can write at any time.</summary>
    public static bool IsMemberLike(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax().Parent?.Parent is TypeDeclarationSyntax);

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        ExpressionSyntax target = name;
        while (target.Parent is ParenthesizedExpressionSyntax || (target.Parent is MemberAccessExpressionSyntax member && member.Name == target))
        {
            target = (ExpressionSyntax)target.Parent;
        }

        return target.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == target,
            ArgumentSyntax { Parent: TupleExpressionSyntax } => true,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword),
            RefExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression } => true,
            _ => false,
        };
    }
}
