using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Exchanges two adjacent acquisitions that are against the declared order.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM1001DeclaredOrderInversionCodeFix)), Shared]
public sealed class MM1001DeclaredOrderInversionCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DeclaredOrderInversion);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken) => Exchange.Of(mark, model, cancellationToken);
}
