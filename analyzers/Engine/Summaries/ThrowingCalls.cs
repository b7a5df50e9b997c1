using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Which calls may throw: all but those of the framework that only compute or store, and own members without anything that could.</summary>
internal static class ThrowingCalls
{
    private static readonly ImmutableHashSet<string> QuietTypes = ImmutableHashSet.Create(
        StringComparer.Ordinal, "Interlocked", "Volatile", "Monitor", "Lock", "SpinLock", "SpinWait", "SemaphoreSlim", "Semaphore", "ReaderWriterLockSlim", "ReaderWriterLock", "Mutex", "Thread", "Debug", "Trace", "Math", "MathF", "GC", "Stopwatch",
        "Object", "Unsafe", "ManualResetEventSlim", "ManualResetEvent", "AutoResetEvent", "EventWaitHandle", "CancellationToken", "Environment");

    private static readonly ImmutableHashSet<string> QuietMethods = ImmutableHashSet.Create(
        StringComparer.Ordinal, "TryGetValue", "ContainsKey", "ContainsValue", "Contains", "Clear", "Enqueue", "Push", "TryDequeue", "TryPop", "TryPeek", "TryAdd", "TryRemove", "AddLast", "AddFirst", "AddOrUpdate", "Remove",
        "IndexOf", "ToArray", "ToList", "AsSpan", "GetValueOrDefault", "IsNullOrEmpty", "IsNullOrWhiteSpace", "ReferenceEquals", "Equals", "GetHashCode", "GetType", "ToString", "TrySetResult", "TrySetCanceled", "TrySetException", "Any", "Count", "ConfigureAwait");

    /// <summary>The name of what a call runs, if it may throw; null if it may not, or is no call.</summary>
    public static string? NameOf(IOperation call) => call switch
    {
        IInvocationOperation { TargetMethod: { } method } when MayThrow(method) => method.MethodKind == MethodKind.DelegateInvoke ? call.Syntax.ToString() is { Length: < 40 } text ? text : "a delegate" : method.Name,
        IObjectCreationOperation { Constructor: { DeclaringSyntaxReferences.IsEmpty: false } constructor } when MayThrow(constructor) => "new " + constructor.ContainingType.Name,
        _ => null,
    };

    private static bool MayThrow(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return true;
        }

        if (!definition.DeclaringSyntaxReferences.IsEmpty)
        {
            return definition.IsAbstract || definition.IsVirtual || definition.IsOverride || definition.IsExtern
                || definition.DeclaringSyntaxReferences.Any(reference => HasThrowing(reference.GetSyntax()));
        }

        var isFramework = definition.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));
        var isQuiet = QuietTypes.Contains(definition.ContainingType?.Name ?? string.Empty) || QuietMethods.Contains(definition.Name)
            || (definition.Name == "Add" && definition.ContainingType is { Name: "List" or "HashSet" or "SortedSet" or "ArrayList" });
        return !(isFramework && isQuiet);
    }

    private static bool HasThrowing(SyntaxNode declaration) => declaration.DescendantNodes().Any(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
        or ThrowStatementSyntax or ThrowExpressionSyntax or ElementAccessExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or CommonForEachStatementSyntax
        || node.IsKind(SyntaxKind.DivideExpression) || node.IsKind(SyntaxKind.ModuloExpression));
}
