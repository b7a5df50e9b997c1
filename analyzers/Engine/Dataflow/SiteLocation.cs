using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// The text that stands for an operation in reports: a lock statement's expression, an invocation's name with its receiver, a property's name.
/// </summary>
internal static class SiteLocation
{
    public static Location Of(IOperation operation)
    {
        var syntax = operation.Syntax;
        return syntax switch
        {
            LockStatementSyntax @lock => @lock.Expression.GetLocation(),
            InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
            ConditionalAccessExpressionSyntax conditional => conditional.GetLocation(),
            BaseObjectCreationExpressionSyntax creation => creation.NewKeyword.GetLocation(),
            ElementAccessExpressionSyntax element => element.Expression.GetLocation(),
            MemberAccessExpressionSyntax member when operation is IPropertyReferenceOperation => member.Name.GetLocation(),
            UsingStatementSyntax @using when operation.IsImplicit => @using.UsingKeyword.GetLocation(),
            _ when IsLockTarget(syntax) => syntax.GetLocation(),
            BlockSyntax block => block.OpenBraceToken.GetLocation(),
            StatementSyntax statement => statement.GetFirstToken().GetLocation(),
            _ => syntax.GetLocation(),
        };
    }

    // The lowered Enter of a lock statement carries the locked expression as its syntax.
    private static bool IsLockTarget(SyntaxNode syntax) => syntax.Parent is LockStatementSyntax parent && parent.Expression == syntax && !syntax.IsKind(SyntaxKind.Block);
}
