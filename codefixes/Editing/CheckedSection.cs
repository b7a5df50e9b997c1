using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Makes a section depend on whether its lock was taken: <c>if (x.TryEnter()) { …; x.Exit(); }</c>.</summary>
internal static class CheckedSection
{
    /// <summary>The edit for an attempt whose outcome nothing looks at; null if it is not surely safe.</summary>
    public static Edit? Of(Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Section.AtAttempt(mark.Taken, model, cancellationToken) is not { } section
            || !SectionCheck.MayBeBlock(section, model, cancellationToken)
            || SectionCheck.IsUsedOutside(section, model, cancellationToken)
            || !EndsInside(section, mark.Held)
            || !MayBeSkipped(section, model))
        {
            return null;
        }

        var flag = FlagOf(section, model, cancellationToken);
        if (flag is null && section.Take.Method.ReturnsVoid)
        {
            return null;
        }

        var block = new SectionRewriter(section, ImmutableArray<ExpressionStatementSyntax>.Empty, null).WithIf(flag ?? section.Taking.Expression, keepsTaking: flag is not null);
        return new($"Go on only if '{section.Take.Lock!.Name}' was taken", ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((section.Block, block)));
    }

    // The release that the finding is about has to be the section's, or it would still be reached.
    private static bool EndsInside(Section section, SyntaxToken released) => released.Parent is { } node && section.Contains(node);

    // Whoever skips the section must find everything assigned and every way answered that stands behind it.
    private static bool MayBeSkipped(Section section, SemanticModel model)
    {
        var first = section.Between.IsEmpty ? section.End : section.Between[0];
        return model.AnalyzeControlFlow(first, section.End) is { Succeeded: true, EndPointIsReachable: true }
            && model.AnalyzeDataFlow(first, section.End) is { Succeeded: true } data
            && data.DataFlowsOut.All(variable => data.DefinitelyAssignedOnEntry.Contains(variable, SymbolEqualityComparer.Default));
    }

    // The local that `ref taken` names.
    private static IdentifierNameSyntax? FlagOf(Section section, SemanticModel model, CancellationToken cancellationToken)
    {
        var argument = section.Taking.DescendantNodes().OfType<ArgumentSyntax>().FirstOrDefault(candidate => candidate.RefKindKeyword.IsKind(SyntaxKind.RefKeyword));
        return argument?.Expression is IdentifierNameSyntax name && model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol ? name : null;
    }
}
