using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Lets a section release its lock even if something in it throws.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM2011ReleaseNotInFinallyCodeFix)), Shared]
public sealed class MM2011ReleaseNotInFinallyCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ReleaseNotInFinally);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken) => SafeSection.Of(mark.Taken, model, cancellationToken);
}
