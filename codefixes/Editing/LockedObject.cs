using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>An object and the lock in it, as a lock statement names them.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Owner">The name of the object.</param>
/// <param name="Member">The member that is locked; null if it is the object itself.</param>
/// <param name="Type">The type of the object.</param>
internal sealed record LockedObject(LockStatementSyntax Statement, ExpressionSyntax Owner, SimpleNameSyntax? Member, ITypeSymbol Type)
{
    /// <summary>The object that the lock statement around a token locks; null if it is not a plain name and at most one member.</summary>
    public static LockedObject? At(SyntaxToken token, SemanticModel model, CancellationToken cancellationToken)
    {
        if (token.Parent?.FirstAncestorOrSelf<StatementSyntax>() is not LockStatementSyntax statement || !statement.Expression.Span.Contains(token.Span))
        {
            return null;
        }

        var (owner, member) = Parts(statement.Expression, model, cancellationToken);
        return owner is not null && TypeOf(owner) is { } type ? new(statement, owner, member, type) : null;

        ITypeSymbol? TypeOf(ExpressionSyntax name) => name is ThisExpressionSyntax
            ? model.GetEnclosingSymbol(statement.SpanStart, cancellationToken)?.ContainingType
            : model.GetTypeInfo(name, cancellationToken).Type;
    }

    /// <summary>The locked expression for an object of another name.</summary>
    public ExpressionSyntax Of(string name)
    {
        var renamed = SyntaxFactory.IdentifierName(name);
        return (Member is null ? (ExpressionSyntax)renamed : SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, renamed, Member.WithoutTrivia()))
            .WithTriviaFrom(Statement.Expression);
    }

    /// <summary>A member of the object, as one writes it.</summary>
    public string Get(string member) => Owner is ThisExpressionSyntax ? member : $"{Owner}.{member}";

    private static (ExpressionSyntax? Owner, SimpleNameSyntax? Member) Parts(ExpressionSyntax locked, SemanticModel model, CancellationToken cancellationToken) => locked switch
    {
        ThisExpressionSyntax => (locked, null),
        IdentifierNameSyntax name => model.GetSymbolInfo(name, cancellationToken).Symbol switch
        {
            IParameterSymbol or ILocalSymbol => (name, null),
            IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } => (SyntaxFactory.ThisExpression(), name),
            _ => (null, null),
        },
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax self } member => (self, member.Name),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } member when model.GetSymbolInfo(name, cancellationToken).Symbol is IParameterSymbol or ILocalSymbol => (name, member.Name),
        _ => (null, null),
    };
}
