using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Locks;

/// <summary>The expressions that become elements of a collection in a field or property, read from the syntax of its declaring type.</summary>
internal static class ElementValues
{
    // Methods by which collections get elements; the element, or what makes it, is the last argument.
    private static readonly HashSet<string> Adding = new(StringComparer.Ordinal) { "Add", "AddOrUpdate", "Append", "Enqueue", "GetOrAdd", "GetValue", "Insert", "Push", "TryAdd", "TryUpdate" };

    /// <summary>What is put into it, and what its own value is made with; a delegate stands for what it returns.</summary>
    /// <param name="collection">The field or property.</param>
    /// <param name="elementType">Simple name of the elements' type, by which they are known inside a larger expression.</param>
    public static IEnumerable<ExpressionSyntax> Of(ISymbol collection, string elementType)
    {
        foreach (var value in MemberValues.Of(collection).SelectMany(value => value.DescendantNodesAndSelf()))
        {
            if (value is ObjectCreationExpressionSyntax { Type: var type } named && type.ToString().EndsWith(elementType, StringComparison.Ordinal))
            {
                yield return named;
            }
            else if (value is ImplicitObjectCreationExpressionSyntax { Parent: InitializerExpressionSyntax or ExpressionElementSyntax } element)
            {
                yield return element;
            }
        }

        foreach (var node in collection.ContainingType.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()))
        {
            switch (node)
            {
                case AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: var changed } } assignment when Names(changed, collection):
                    yield return assignment.Right;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } member, ArgumentList.Arguments: { Count: > 0 } arguments }
                    when Adding.Contains(member.Name.Identifier.ValueText) && Names(receiver, collection):
                    yield return Made(arguments[arguments.Count - 1].Expression);
                    break;
            }
        }
    }

    private static ExpressionSyntax Made(ExpressionSyntax given) => given switch
    {
        LambdaExpressionSyntax { ExpressionBody: { } result } => result,
        LambdaExpressionSyntax { Block.Statements: { Count: 1 } statements } when statements[0] is ReturnStatementSyntax { Expression: { } result } => result,
        _ => given,
    };

    private static bool Names(ExpressionSyntax expression, ISymbol collection) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText == collection.Name,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name == collection.Name,
        _ => false,
    };
}
