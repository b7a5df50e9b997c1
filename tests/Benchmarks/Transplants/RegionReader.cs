using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Recognises statements that take a lock.</summary>
internal sealed class RegionReader(SemanticModel model, IMethodSymbol member)
{
    private static readonly string[] Releases = ["Exit", "Release", "ExitReadLock", "ExitWriteLock", "ExitUpgradeableReadLock"];

    /// <summary>What runs with the lock held that the statement takes; null if it takes none that is a field of this object or type.</summary>
    public Region? Read(StatementSyntax statement) => statement switch
    {
        LockStatementSyntax { Statement: BlockSyntax block } section when FieldOf(section.Expression) is { } field =>
            Section(field, block) with { Class = field.Type.Name == "Lock" ? LockClass.Lock : LockClass.Monitor },
        UsingStatementSyntax { Statement: BlockSyntax block, Expression: InvocationExpressionSyntax call } when Name(call) == "EnterScope" && Receiver(call) is { } field =>
            Section(field, block) with { Class = LockClass.Lock },
        ExpressionStatementSyntax { Parent: BlockSyntax } plain => Explicit(plain),
        _ => null,
    };

    private static string Name(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? string.Empty;

    private static InvocationExpressionSyntax? CallOf(ExpressionSyntax expression) => expression switch
    {
        AwaitExpressionSyntax awaited => CallOf(awaited.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } inner } => CallOf(inner.Expression),
        InvocationExpressionSyntax call => call,
        _ => null,
    };

    private Region Section(IFieldSymbol field, BlockSyntax block) => new(field, member, block.SyntaxTree, block.Span, block.OpenBraceToken.Span.End);

    private IFieldSymbol? Receiver(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax access ? FieldOf(access.Expression) : null;

    private IFieldSymbol? FieldOf(ExpressionSyntax expression)
    {
        var isOwn = expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };
        return isOwn && model.GetSymbolInfo(expression).Symbol is IFieldSymbol field
            && SymbolEqualityComparer.Default.Equals(field.ContainingType.OriginalDefinition, member.ContainingType.OriginalDefinition)
            ? field.OriginalDefinition
            : null;
    }

    private Region? Explicit(ExpressionStatementSyntax statement)
    {
        if (CallOf(statement.Expression) is not { } call || Acquired(call) is not { } acquired)
        {
            return null;
        }

        var isAwaited = statement.Expression is AwaitExpressionSyntax;
        if (isAwaited != (Name(call) == "WaitAsync"))
        {
            return null;
        }

        var (release, isFinally, attempt) = ReleaseAfter(statement, acquired.Field);
        return release is null
            ? null
            : new(acquired.Field, member, statement.SyntaxTree, TextSpan.FromBounds(statement.Span.End, release.Span.End), attempt?.Block.OpenBraceToken.Span.End ?? statement.Span.End)
            {
                Class = acquired.Class,
                IsShared = Name(call) == "EnterReadLock",
                IsAwaited = isAwaited,
                CanAwait = member.IsAsync && acquired.Class == LockClass.Semaphore,
                LeakAt = isFinally ? statement.Span.End : release.SpanStart,
            };
    }

    private (IFieldSymbol Field, LockClass Class)? Acquired(InvocationExpressionSyntax call)
    {
        var name = Name(call);
        if (name is not ("Enter" or "Wait" or "WaitAsync" or "EnterReadLock" or "EnterWriteLock") || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        if (method.ContainingType.ToDisplayString() == "System.Threading.Monitor")
        {
            return name == "Enter" && FieldOf(call.ArgumentList.Arguments[0].Expression) is { } entered ? (entered, LockClass.Monitor) : null;
        }

        // With a time limit it is an attempt.
        if (method.Parameters.Any(parameter => parameter.Type.Name != "CancellationToken") || Receiver(call) is not { } field)
        {
            return null;
        }

        return method.ContainingType.ToDisplayString() switch
        {
            "System.Threading.SemaphoreSlim" => (field, LockClass.Semaphore),
            "System.Threading.ReaderWriterLockSlim" => (field, LockClass.ReaderWriter),
            "System.Threading.Lock" => (field, LockClass.Lock),
            _ => null,
        };
    }

    private (StatementSyntax? Release, bool IsFinally, TryStatementSyntax? Next) ReleaseAfter(ExpressionStatementSyntax statement, IFieldSymbol field)
    {
        var block = (BlockSyntax)statement.Parent!;
        var index = block.Statements.IndexOf(statement);
        var next = index + 1 < block.Statements.Count ? block.Statements[index + 1] as TryStatementSyntax : null;
        if (next?.Finally is { } cleanup && cleanup.Block.Statements.Any(inner => IsRelease(inner, field)))
        {
            return (next, true, next);
        }

        var release = block.Statements.Skip(index + 1).FirstOrDefault(later => IsRelease(later, field));
        return (release, false, null);
    }

    private bool IsRelease(StatementSyntax statement, IFieldSymbol field) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && Releases.Contains(Name(call))
        && (SymbolEqualityComparer.Default.Equals(Receiver(call), field)
            || (call.ArgumentList.Arguments.Count == 1 && SymbolEqualityComparer.Default.Equals(FieldOf(call.ArgumentList.Arguments[0].Expression), field)));
}
