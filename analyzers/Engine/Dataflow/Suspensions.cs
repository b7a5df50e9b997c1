using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// Where an async body may give up its thread. What comes before the first <c>await</c> happens before the call returns, whether or not anybody waits for the task.
/// </summary>
internal sealed class Suspensions
{
    private readonly ImmutableArray<SyntaxNode> _awaits;

    private Suspensions(ImmutableArray<SyntaxNode> awaits) => _awaits = awaits;

    /// <summary>Those of the body around a node.</summary>
    public static Suspensions Around(SyntaxNode node)
    {
        var body = node.FirstAncestorOrSelf<SyntaxNode>(IsFunction) ?? node.SyntaxTree.GetRoot();
        return new(body.DescendantNodes(inner => inner == body || !IsFunction(inner)).Where(IsAwait).ToImmutableArray());
    }

    /// <summary>Whether one may come before a node of the body. Told by the text alone: what was written before may have run before.</summary>
    public bool MayPrecede(SyntaxNode node) => _awaits.Any(await => MayPrecede(await, node));

    // What is awaited comes first; of a loop over a stream, only what is enumerated does.
    private static bool MayPrecede(SyntaxNode await, SyntaxNode node) => await.Span.Contains(node.Span)
        ? await is CommonForEachStatementSyntax loop && !loop.Expression.Span.Contains(node.Span)
        : await.SpanStart < node.SpanStart;

    private static bool IsAwait(SyntaxNode node) => node switch
    {
        AwaitExpressionSyntax => true,
        CommonForEachStatementSyntax loop => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
        UsingStatementSyntax guard => guard.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
        LocalDeclarationStatementSyntax declaration => declaration.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
        _ => false,
    };

    private static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax;
}
