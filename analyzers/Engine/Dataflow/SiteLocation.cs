using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// The text that stands for an operation in reports: a lock statement's expression, the name of an acquisition with its receiver, which tells the lock;
/// of any other call, whose receiver is not what is waited for, the name alone; the name of a property or event; the token of an operator.
/// </summary>
internal static class SiteLocation
{
    /// <param name="operation">The operation.</param>
    /// <param name="isLockCall">Whether it is itself what touches the lock, and not a call of something that does.</param>
    public static Location Of(IOperation operation, bool isLockCall)
    {
        var syntax = operation.Syntax;
        return syntax switch
        {
            LockStatementSyntax @lock => @lock.Expression.GetLocation(),
            _ when IsLockTarget(syntax) => syntax.GetLocation(),
            InvocationExpressionSyntax invocation => isLockCall ? invocation.Expression.GetLocation() : NameOf(invocation.Expression).GetLocation(),
            ConditionalAccessExpressionSyntax conditional => conditional.GetLocation(),
            BaseObjectCreationExpressionSyntax creation => creation.NewKeyword.GetLocation(),
            ElementAccessExpressionSyntax element => element.Expression.GetLocation(),
            MemberAccessExpressionSyntax member when operation is IPropertyReferenceOperation => member.Name.GetLocation(),
            BinaryExpressionSyntax binary when operation is IBinaryOperation => binary.OperatorToken.GetLocation(),
            PrefixUnaryExpressionSyntax prefix when operation is IUnaryOperation or IIncrementOrDecrementOperation => prefix.OperatorToken.GetLocation(),
            PostfixUnaryExpressionSyntax postfix when operation is IIncrementOrDecrementOperation => postfix.OperatorToken.GetLocation(),
            AssignmentExpressionSyntax assignment when operation is IEventAssignmentOperation => NameOf(assignment.Left).GetLocation(),
            AssignmentExpressionSyntax assignment when operation is ICompoundAssignmentOperation => assignment.OperatorToken.GetLocation(),
            UsingStatementSyntax @using when operation.IsImplicit => @using.UsingKeyword.GetLocation(),
            BlockSyntax block => block.OpenBraceToken.GetLocation(),
            StatementSyntax statement => statement.GetFirstToken().GetLocation(),
            _ => syntax.GetLocation(),
        };
    }

    private static ExpressionSyntax NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax member => member.Name,
        _ => called,
    };

    // The lowered Enter of a lock statement carries the locked expression as its syntax.
    private static bool IsLockTarget(SyntaxNode syntax) => syntax.Parent is LockStatementSyntax parent && parent.Expression == syntax && !syntax.IsKind(SyntaxKind.Block);
}
