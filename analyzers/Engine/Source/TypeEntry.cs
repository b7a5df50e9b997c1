using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Source;

/// <summary>One declaration of a type as its syntax shows it; partial types have several.</summary>
internal sealed class TypeEntry
{
    /// <summary>The tree.</summary>
    public required SyntaxTree Tree { get; init; }

    /// <summary>The span of the declaration.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The kind of the declaration.</summary>
    public required SyntaxKind Syntax { get; init; }

    /// <summary>The simple name.</summary>
    public required string Name { get; init; }

    /// <summary>The simple names in its base list, as written.</summary>
    public required ImmutableArray<string> Bases { get; init; }

    /// <summary>The simple names of its attributes, without the suffix <c>Attribute</c>, in ordinal order.</summary>
    public required ImmutableArray<string> Attributes { get; init; }

    /// <summary>The declaration itself.</summary>
    public SyntaxNode? GetNode(CancellationToken cancellationToken) => SyntaxPlace.Find(Tree, Span, Syntax, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
