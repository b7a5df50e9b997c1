using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>A call of a framework method on a lock that a path names.</summary>
/// <param name="Type">Simple name of the type of lock, see <see cref="LockPair.Type"/>.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The expression that names the lock.</param>
/// <param name="Lock">The lock; null if no path names it.</param>
internal sealed record LockCall(string Type, IMethodSymbol Method, ExpressionSyntax Target, LockPath? Lock)
{
    /// <summary>What an invocation does to a lock; null if it is no method of a lock type.</summary>
    public static LockCall? Of(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(invocation, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        if (method is { IsStatic: true, ContainingType.Name: LockPair.Monitor })
        {
            return IsOfThreading(method.ContainingType) && invocation.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } argument
                ? new(LockPair.Monitor, method, argument, LockPath.Of(argument, model, cancellationToken))
                : null;
        }

        // The receiver's type, not the method's: a mutex waits by a method of its base class.
        return !method.IsStatic && invocation.Expression is MemberAccessExpressionSyntax { Expression: { } receiver }
            && model.GetTypeInfo(receiver, cancellationToken).Type is { } type && IsOfThreading(type) && LockPair.All.Any(pair => pair.Type == type.Name)
            ? new(type.Name, method, receiver, LockPath.Of(receiver, model, cancellationToken))
            : null;
    }

    /// <summary>The call that is all of a statement, awaited or not.</summary>
    public static LockCall? Of(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        if (statement is not ExpressionStatementSyntax { Expression: var expression })
        {
            return null;
        }

        var isAwaited = expression is AwaitExpressionSyntax;
        expression = expression is AwaitExpressionSyntax awaited ? awaited.Expression : expression;
        if (isAwaited && expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured })
        {
            expression = configured.Expression;
        }

        return expression is InvocationExpressionSyntax invocation && Of(invocation, model, cancellationToken) is { } call
            && isAwaited == LockPair.All.Any(pair => pair.Type == call.Type && pair.Take == call.Method.Name && pair.IsAwaited)
            ? call
            : null;
    }

    /// <summary>The pair of which this is the taking method; null if it gives up after some time, or is none.</summary>
    public LockPair? Takes =>
        Method.Parameters.Any(parameter => parameter.Type.Name is "Int32" or "TimeSpan") ? null : LockPair.All.FirstOrDefault(pair => pair.Type == Type && pair.Take == Method.Name);

    /// <summary>The pair whose lock this tries to take; null if it waits as long as it takes, or is none.</summary>
    public LockPair? Attempts => Takes is not null
        ? null
        : LockPair.All.FirstOrDefault(pair => pair.Type == Type && (Method.Name == pair.Take || Method.Name == "Try" + pair.Take));

    /// <summary>Whether this gives back, once, what a pair takes.</summary>
    public bool Gives(LockPair pair) =>
        Type == pair.Type && Method.Name == pair.Give && !Method.Parameters.Any(parameter => parameter.Type.Name == "Int32");

    /// <summary>Whether the call opens the scope of a <c>using</c>.</summary>
    public bool OpensScope => Type == LockPair.Lock && Method.Name == "EnterScope";

    private static bool IsOfThreading(ITypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };
}
