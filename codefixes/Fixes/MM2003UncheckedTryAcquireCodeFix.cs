using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Lets what follows an attempt to take a lock, up to its release, run only if the attempt succeeded.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM2003UncheckedTryAcquireCodeFix)), Shared]
public sealed class MM2003UncheckedTryAcquireCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.UncheckedTryAcquire);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken) => CheckedSection.Of(mark, model, cancellationToken);
}
