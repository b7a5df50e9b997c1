using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace MmAnalyzers.Engine.Source;

/// <summary>Calls that C# makes without writing a name: pseudo-names for the forms that make them, and the members behind each form.</summary>
/// <remarks>
/// Implicit conversions, deconstruction, collection-initialiser <c>Add</c> and interpolated-string handlers have no row: a lock in one of
/// them is seen where it is, but not through the expression that calls it implicitly.
/// </remarks>
internal static class ImpliedNames
{
    /// <summary>Every constructor is also known by this name, for <c>new()</c> names no type.</summary>
    public const string Constructor = ".ctor";

    /// <summary>The name of every indexer.</summary>
    public const string Indexer = "this[]";

    /// <summary>The name of every operator.</summary>
    public const string Operator = "operator";

    /// <summary>The name of every finaliser; nothing calls it by name.</summary>
    public const string Finalizer = "~";

    /// <summary>The name of top-level statements; nothing calls them by name.</summary>
    public const string EntryPoint = "<top-level>";

    /// <summary>Leaving a <c>using</c>.</summary>
    public const string Using = "using";

    private const string ForEach = "foreach";
    private const string Await = "await";
    private const string Query = "from";

    /// <summary>All pseudo-names that stand for a form of C#.</summary>
    public static readonly ImmutableHashSet<string> Forms = ImmutableHashSet.Create(StringComparer.Ordinal, Constructor, Indexer, Operator, Using, ForEach, Await, Query);

    private static readonly ImmutableArray<string> ByUsing = ImmutableArray.Create(Using, ForEach);
    private static readonly ImmutableArray<string> ByForEach = ImmutableArray.Create(ForEach);
    private static readonly ImmutableArray<string> ByAwait = ImmutableArray.Create(Await);
    private static readonly ImmutableArray<string> ByQuery = ImmutableArray.Create(Query);

    /// <summary>The pseudo-name under which a node of this kind calls something; null for most kinds.</summary>
    public static string? Of(SyntaxKind kind) => kind switch
    {
        SyntaxKind.UsingStatement => Using,
        SyntaxKind.ForEachStatement or SyntaxKind.ForEachVariableStatement => ForEach,
        SyntaxKind.AwaitExpression => Await,
        SyntaxKind.QueryExpression => Query,
        SyntaxKind.ImplicitObjectCreationExpression => Constructor,
        SyntaxKind.ElementAccessExpression or SyntaxKind.ElementBindingExpression or SyntaxKind.ImplicitElementAccess => Indexer,
        SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression
            or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LessThanExpression or SyntaxKind.GreaterThanExpression
            or SyntaxKind.LogicalNotExpression or SyntaxKind.UnaryMinusExpression or SyntaxKind.CastExpression
            or SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression or SyntaxKind.MultiplyAssignmentExpression or SyntaxKind.DivideAssignmentExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression => Operator,
        _ => null,
    };

    /// <summary>The pseudo-names through which a member of this name may be called.</summary>
    public static ImmutableArray<string> FormsCalling(string memberName) => memberName switch
    {
        "Dispose" or "DisposeAsync" => ByUsing,
        "GetEnumerator" or "GetAsyncEnumerator" or "MoveNext" or "MoveNextAsync" or "Current" => ByForEach,
        "GetAwaiter" or "IsCompleted" or "GetResult" or "OnCompleted" or "UnsafeOnCompleted" => ByAwait,
        "Select" or "SelectMany" or "Where" or "Join" or "GroupJoin" or "GroupBy" or "Cast"
            or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" => ByQuery,
        _ => ImmutableArray<string>.Empty,
    };
}
