using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Whether the statements of a section mean the same inside a block of their own.</summary>
internal static class SectionCheck
{
    /// <summary>Whether they may become a block that releases at its end.</summary>
    public static bool MayBeBlock(Section section, SemanticModel model, CancellationToken cancellationToken) =>
        !HasDirective(section) && section.Held.All(statement => IsPlain(statement, section.Pair)) && !LosesComment(section)
        && !ReleasesByCall(section, model, cancellationToken) && !IsReleasedByHandler(section, model, cancellationToken);

    /// <summary>Whether a variable or local function of the section is used outside of it.</summary>
    public static bool IsUsedOutside(Section section, SemanticModel model, CancellationToken cancellationToken)
    {
        var outside = section.Block.Statements.Where(statement => statement != section.End && !section.Between.Contains(statement));
        return outside.SelectMany(statement => statement.DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Select(name => model.GetSymbolInfo(name, cancellationToken).Symbol)
            .Any(symbol => symbol is ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
                && symbol.DeclaringSyntaxReferences.Any(declaration => section.Contains(declaration.GetSyntax(cancellationToken))));
    }

    // Text that moves could end up on the other side of the directive.
    private static bool HasDirective(Section section) =>
        section.Taking.ContainsDirectives || section.End.ContainsDirectives || section.Between.Any(statement => statement.ContainsDirectives)
        || section.Behind.FirstOrDefault()?.GetLeadingTrivia().Any(trivia => trivia.IsDirective) == true;

    // A using declaration ends with its block, which would now be before the release; a label is no jump's target from outside a block; a thread-owned lock
    // cannot be held over an await or a yield at all.
    private static bool IsPlain(StatementSyntax statement, LockPair pair) =>
        statement is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword }
        && statement.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).All(node => node switch
        {
            GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement } or LabeledStatementSyntax or YieldStatementSyntax => false,
            AwaitExpressionSyntax => !pair.IsThreadOwned,
            CommonForEachStatementSyntax each => each.AwaitKeyword.IsKind(SyntaxKind.None) || !pair.IsThreadOwned,
            UsingStatementSyntax @using => @using.AwaitKeyword.IsKind(SyntaxKind.None) || !pair.IsThreadOwned,
            LocalDeclarationStatementSyntax local => local.AwaitKeyword.IsKind(SyntaxKind.None) || !pair.IsThreadOwned,
            _ => true,
        });

    // Of a try at the end only the statements are kept.
    private static bool LosesComment(Section section) =>
        section.Try is { Finally: { } @finally } last
        && new[]
        {
            last.TryKeyword, last.Block.OpenBraceToken, last.Block.CloseBraceToken, @finally.FinallyKeyword, @finally.Block.OpenBraceToken, @finally.Block.CloseBraceToken,
        }.Any(token => Comments.Exist(token.LeadingTrivia) || Comments.Exist(token.TrailingTrivia));

    // One step into the project: a member that is called and names both the releasing method and the lock would release a second time.
    private static bool ReleasesByCall(Section section, SemanticModel model, CancellationToken cancellationToken) =>
        section.Held.SelectMany(statement => statement.DescendantNodes()).OfType<InvocationExpressionSyntax>()
            .SelectMany(call => model.GetSymbolInfo(call, cancellationToken).Symbol?.DeclaringSyntaxReferences ?? [])
            .Select(declaration => declaration.GetSyntax(cancellationToken))
            .Any(callee => Names(callee, section.Pair.Give) && (section.Take.Lock!.VariableName is not { } variable || Names(callee, variable)));

    // A handler around the section would give back what is no longer held when it runs.
    private static bool IsReleasedByHandler(Section section, SemanticModel model, CancellationToken cancellationToken) =>
        section.Block.Ancestors().OfType<TryStatementSyntax>()
            .SelectMany(@try => @try.Catches.Cast<SyntaxNode>().Concat(@try.Finally is { } last ? [last] : []))
            .SelectMany(handler => handler.DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Any(call => LockCall.Of(call, model, cancellationToken) is { } release && release.Gives(section.Pair) && !section.Take.Lock!.IsSurelyNot(release.Lock));

    private static bool Names(SyntaxNode node, string name) => node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);
}
