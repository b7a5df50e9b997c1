using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Keeps a lock in a local while it is held, so that it is released which was taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM2010ReleaseThroughDifferentPathCodeFix)), Shared]
public sealed class MM2010ReleaseThroughDifferentPathCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ReleaseThroughDifferentPath);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken) => KeptLock.Of(mark, model, cancellationToken);
}
