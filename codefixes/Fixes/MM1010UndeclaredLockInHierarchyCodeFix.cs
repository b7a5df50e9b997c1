using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Gives a lock its place in the declared order: inside the one it is taken inside. Offered where the lock is declared in the same file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM1010UndeclaredLockInHierarchyCodeFix)), Shared]
public sealed class MM1010UndeclaredLockInHierarchyCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.UndeclaredLockInHierarchy);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (CycleProperties.HeldAndTaken(mark.Finding) is not ({ } heldId, { } takenId)
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(takenId, model.Compilation) is not { DeclaringSyntaxReferences: { Length: 1 } references } taken
            || references[0].SyntaxTree != model.SyntaxTree
            || DeclarationOf(references[0].GetSyntax(cancellationToken)) is not { ContainsDirectives: false } declaration
            || LockReference.To(heldId, taken, model.Compilation) is not { } held
            || AttributeName(model, declaration.SpanStart) is not { } name)
        {
            return null;
        }

        var attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName(name), SyntaxFactory.ParseAttributeArgumentList($"(After = {held})"));
        return HasPlace(declaration)
            ? null
            : new($"State that '{taken.Name}' is taken inside {held}", ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((declaration, With(declaration, attribute))));
    }

    // An attribute stands for all variables of a declaration.
    private static MemberDeclarationSyntax? DeclarationOf(SyntaxNode symbol) => symbol.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        FieldDeclarationSyntax { Declaration.Variables.Count: 1 } field => field,
        PropertyDeclarationSyntax property => property,
        _ => null,
    };

    private static string? AttributeName(SemanticModel model, int position)
    {
        const string Type = "LockOrderAttribute";
        const string Namespace = "MmRuntime.Annotations";
        return model.LookupNamespacesAndTypes(position, name: Type).Any(type => type.ContainingNamespace?.ToDisplayString() == Namespace) ? "LockOrder"
            : model.Compilation.GetTypeByMetadataName($"{Namespace}.{Type}") is { } attribute && model.IsAccessible(position, attribute) ? $"{Namespace}.LockOrder"
            : null;
    }

    // One place will do, even if the lock is taken inside several others: the next finding says so if it does not.
    private static bool HasPlace(MemberDeclarationSyntax declaration) =>
        declaration.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is var name && name.EndsWith("LockOrder", StringComparison.Ordinal));

    private static MemberDeclarationSyntax With(MemberDeclarationSyntax declaration, AttributeSyntax attribute)
    {
        var first = declaration.GetFirstToken();
        var startsLine = first.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(declaration.GetLeadingTrivia())
            .WithTrailingTrivia(startsLine ? Comments.LineEndOf(declaration) : SyntaxFactory.Space);
        var below = declaration.WithLeadingTrivia(startsLine ? SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(Indentation.Of(first))) : default);
        return below.WithAttributeLists(below.AttributeLists.Insert(0, list));
    }
}
