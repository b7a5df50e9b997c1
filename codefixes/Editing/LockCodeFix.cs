using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>A fix that edits the body in which a finding lies; offered only where the edit is known to be safe.</summary>
public abstract class LockCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new InTurnFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var finding in context.Diagnostics)
        {
            if (Find(Mark.In(root, finding), model, context.CancellationToken) is { } edit)
            {
                var action = CodeAction.Create(edit.Title, cancellation => edit.ApplyTo(document, root, cancellation), equivalenceKey: GetType().Name);
                context.RegisterCodeFix(action, finding);
            }
        }
    }

    /// <summary>The edit that repairs a finding; null if none is known to be safe.</summary>
    internal abstract Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken);

    /// <summary>Whether a finding is repaired when all are: repairs of two ends of one finding could undo each other.</summary>
    internal virtual bool IsForAll(Diagnostic finding) => true;
}
