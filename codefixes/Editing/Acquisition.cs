using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>A statement that takes a lock, and does nothing else before it has it.</summary>
/// <param name="Statement">A lock or using statement, a using declaration, or a call.</param>
/// <param name="Lock">The lock.</param>
internal sealed record Acquisition(StatementSyntax Statement, LockPath Lock)
{
    /// <summary>The statement around a token, if the token is part of its taking of a lock and the lock is named by a path.</summary>
    public static Acquisition? Around(SyntaxToken token, SemanticModel model, CancellationToken cancellationToken)
    {
        var statement = token.Parent?.FirstAncestorOrSelf<StatementSyntax>();
        return statement is not null && LockOf(statement, model, cancellationToken) is { } path ? new(statement, path) : null;
    }

    /// <summary>The lock that a statement takes.</summary>
    public static LockPath? LockOf(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        return statement switch
        {
            LockStatementSyntax { Expression: var expression } => LockPath.Of(expression, model, cancellationToken),
            UsingStatementSyntax { Expression: { } expression } @using when IsPlain(@using.AwaitKeyword) => Scope(expression),
            UsingStatementSyntax { Declaration: { } declaration } @using when IsPlain(@using.AwaitKeyword) => Scope(OnlyValue(declaration)),
            LocalDeclarationStatementSyntax { Declaration: var declaration } local when !IsPlain(local.UsingKeyword) && IsPlain(local.AwaitKeyword) => Scope(OnlyValue(declaration)),
            _ => LockCall.Of(statement, model, cancellationToken) is { Takes: not null } call && HasPlainArguments(call) ? call.Lock : null,
        };

        LockPath? Scope(ExpressionSyntax? value) =>
            value is InvocationExpressionSyntax invocation && LockCall.Of(invocation, model, cancellationToken) is { OpensScope: true, Lock: var path } ? path : null;
    }

    private static bool IsPlain(SyntaxToken keyword) => keyword.IsKind(SyntaxKind.None);

    private static ExpressionSyntax? OnlyValue(VariableDeclarationSyntax declaration) =>
        declaration.Variables.Count == 1 ? declaration.Variables[0].Initializer?.Value : null;

    // A cancellation token or a flag; whatever is computed may depend on what the other lock guards.
    private static bool HasPlainArguments(LockCall call) =>
        call.Target.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.ArgumentList.Arguments.All(argument =>
            argument.Expression is IdentifierNameSyntax || argument.Expression.DescendantNodesAndSelf().Contains(call.Target)) == true;
}
