using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;

namespace MmAnalyzers.Rules.Annotations;

/// <summary>An option or a line of a data file that was not understood, so that it has no effect.</summary>
public sealed class MM9006OptionNotUnderstood : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.AtEnd(
        RuleIds.OptionNotUnderstood,
        title: "An option or data file was not understood",
        message: "Not understood, so without effect: {0}",
        description: "A misspelt option would otherwise be ignored in silence, and with it what its author wanted.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var problem in analysis.Options.Problems.Concat(analysis.UnknownMembers))
        {
            report(Diagnostic.Create(Descriptor, problem.Place?.ToLocation() ?? Location.None, problem.Text));
        }
    }
}
