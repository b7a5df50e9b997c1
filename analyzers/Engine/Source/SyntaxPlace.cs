using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Source;

/// <summary>Finds a node again from what an index keeps of it, so that indexes need not keep nodes alive.</summary>
internal static class SyntaxPlace
{
    /// <summary>The node of this kind with exactly this span; null when there is none.</summary>
    public static SyntaxNode? Find(SyntaxTree tree, TextSpan span, SyntaxKind kind, CancellationToken cancellationToken)
    {
        var node = tree.GetRoot(cancellationToken).FindToken(span.Start).Parent;
        while (node is not null && (node.Span != span || !node.IsKind(kind)))
        {
            node = node.Parent;
        }

        return node;
    }
}
