using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Exchanges two adjacent acquisitions whose opposite order exists elsewhere.</summary>
/// <remarks>
/// Each member of a cycle carries the finding, and repairing all of them would only turn the cycle round. Repairing all therefore sorts by the names of the
/// locks, whatever the cycle and the scope, and leaves alone the members that have that order already: what was exchanged never disagrees with itself.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM1011LockOrderCycleHereCodeFix)), Shared]
public sealed class MM1011LockOrderCycleHereCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.LockOrderCycleHere);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken) =>
        CycleProperties.HasDifferentClasses(mark.Finding) ? Exchange.Of(mark, model, cancellationToken) : null;

    internal override bool IsForAll(Diagnostic finding) => CycleProperties.IsAgainstNameOrder(finding);
}
