using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>
/// Repairs the findings of a file one after the other, each in the text that the last one left. Merging independent edits, as the usual provider does,
/// would lose all but one where sections of two locks overlap.
/// </summary>
internal sealed class InTurnFixAllProvider(LockCodeFix fix) : DocumentBasedFixAllProvider
{
    /// <inheritdoc/>
    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellationToken = fixAllContext.CancellationToken;
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        // Findings of one member can share an acquisition; the first repair is the one that editors list first.
        var findings = diagnostics.Where(fix.IsForAll).OrderBy(finding => finding.Location.SourceSpan).ToList();
        var tracked = new TrackedMarks(root, findings);
        var current = document.WithSyntaxRoot(tracked.Root);
        foreach (var finding in findings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await current.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } now
                && await current.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
                && fix.Find(tracked.Find(now, finding), model, cancellationToken) is { } edit)
            {
                current = await edit.ApplyTo(current, now, cancellationToken).ConfigureAwait(false);
            }
        }

        return current;
    }
}
