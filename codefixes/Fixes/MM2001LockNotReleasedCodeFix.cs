using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Lets a section release its lock on every way out: a lock statement where the language has one for the lock, else <c>finally</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM2001LockNotReleasedCodeFix)), Shared]
public sealed class MM2001LockNotReleasedCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.LockNotReleased);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken) => SafeSection.Of(mark.Taken, model, cancellationToken);
}
