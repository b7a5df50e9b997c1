using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Source;

/// <summary>One use of a name that some question of the engine starts from.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Span">The span of the node that makes the use: the whole assignment, declarator, argument or expression.</param>
/// <param name="Syntax">The kind of that node.</param>
/// <param name="Name">The simple name.</param>
/// <param name="Kind">How it is used.</param>
internal readonly record struct NamedUse(SyntaxTree Tree, TextSpan Span, SyntaxKind Syntax, string Name, UseKind Kind)
{
    /// <summary>Stands for code written on the spot.</summary>
    public const string Lambda = "=>";

    /// <summary>What an assignment or subscription puts there: the simple name of a method or variable, or <see cref="Lambda"/>; null for anything else.</summary>
    public string? Value { get; init; }

    /// <summary>The node that makes the use.</summary>
    public SyntaxNode? GetNode(CancellationToken cancellationToken) => SyntaxPlace.Find(Tree, Span, Syntax, cancellationToken);
}
