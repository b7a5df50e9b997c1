using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Takes two locks in the order of their objects' keys, where the type has a key that is plain to see.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM1004UnorderedSameClassNestingCodeFix)), Shared]
public sealed class MM1004UnorderedSameClassNestingCodeFix : LockCodeFix
{
    private const string First = "first";
    private const string Second = "second";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.UnorderedSameClassNesting);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (LockedObject.At(mark.Held, model, cancellationToken) is not { Statement: { Parent: BlockSyntax block } outer } one
            || LockedObject.At(mark.Taken, model, cancellationToken) is not { Statement: var inner } other
            || OnlyStatementOf(outer) != inner || block.ContainsDirectives
            || one.Member?.Identifier.ValueText != other.Member?.Identifier.ValueText
            || !SymbolEqualityComparer.Default.Equals(one.Type, other.Type)
            || OrderKey.Of(one.Type, model, outer.SpanStart) is not { } key
            || IsTaken(outer, First) || IsTaken(outer, Second))
        {
            return null;
        }

        var choice = SyntaxFactory.ParseStatement(
            $"var ({First}, {Second}) = {one.Get(key)} < {other.Get(key)} ? ({one.Owner}, {other.Owner}) : ({other.Owner}, {one.Owner});");
        var ordered = outer.ReplaceNodes([outer.Expression, inner.Expression], (old, _) => old == outer.Expression ? one.Of(First) : other.Of(Second));
        var statements = block.Statements.ReplaceRange(
            outer,
            [choice.WithLeadingTrivia(outer.GetLeadingTrivia()).WithTrailingTrivia(Comments.LineEndOf(outer)), ordered.WithLeadingTrivia(Indentation.Before(outer))]);
        return new($"Take the lock of the lower '{key}' first", ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((block, block.WithStatements(statements))));
    }

    private static StatementSyntax? OnlyStatementOf(LockStatementSyntax statement) => statement.Statement switch
    {
        BlockSyntax { Statements: { Count: 1 } only } => only[0],
        BlockSyntax => null,
        var alone => alone,
    };

    private static bool IsTaken(SyntaxNode node, string name) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantTokens().Any(token => token.ValueText == name) != false;
}
