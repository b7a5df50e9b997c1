using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Annotations;

/// <summary>A member that was not analysed, because it is larger than a budget allows: said, so that silence is not taken for a proof.</summary>
public sealed class MM9005BudgetExceeded : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.BudgetExceeded,
        title: "A member is too large to analyse",
        message: "The lock analysis skipped '{0}': {1}",
        description: "Nothing is known of the locks of this member, and callers treat it as unknown. Split it, or raise the budget.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var (site, budget) in method.BudgetsExceeded)
        {
            report(Diagnostic.Create(Descriptor, site.Location, method.Member, budget));
        }
    }

    internal override void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        if (analysis.SearchesCutShort(cancellationToken) is > 0 and var searches)
        {
            report(Diagnostic.Create(Descriptor, Location.None, "the rest of the search for cycles", $"{searches} searches, each at most {analysis.Options.Budgets.CycleExpansions} steps"));
        }
    }
}
