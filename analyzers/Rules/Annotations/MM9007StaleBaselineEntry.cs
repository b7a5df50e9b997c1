using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;

namespace MmAnalyzers.Rules.Annotations;

/// <summary>A baseline entry that accepts nothing, because what it accepted is gone.</summary>
public sealed class MM9007StaleBaselineEntry : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.AtEnd(
        RuleIds.StaleBaselineEntry,
        title: "A baseline entry accepts nothing",
        message: "Nothing is accepted by the baseline entry '{0}': {1}",
        description: "The finding is gone, or the entry is misspelt. Left in the file, it would accept the same deadlock should it come back.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var entry in analysis.StaleEntries(cancellationToken))
        {
            var reason = entry.Id is RuleIds.LockOrderCycle or RuleIds.LockOrderCycleHere
                ? "no cycle has this identity"
                : $"findings of {entry.Id} are suppressed where they are, not in a baseline";
            report(Diagnostic.Create(Descriptor, entry.Place.ToLocation(), entry.Identity, reason));
        }
    }
}
