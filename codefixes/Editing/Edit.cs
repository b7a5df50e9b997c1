using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>What a fix does to a tree: nodes of it, none inside another, and what takes their places.</summary>
/// <param name="Title">What the user is offered.</param>
/// <param name="Replacements">Old and new nodes.</param>
internal sealed record Edit(string Title, ImmutableArray<(SyntaxNode Old, SyntaxNode New)> Replacements)
{
    /// <summary>
    /// Marks nodes whose lines have to be indented anew. Not the formatter's own mark: that one is acted on by the host, with the line ends of its machine.
    /// </summary>
    public static SyntaxAnnotation Layout { get; } = new("MmAnalyzers.Layout");

    /// <summary>The document after the edit.</summary>
    public async Task<Document> ApplyTo(Document document, SyntaxNode root, CancellationToken cancellationToken)
    {
        var byOld = Replacements.ToDictionary(pair => pair.Old, pair => pair.New);
        var edited = document.WithSyntaxRoot(root.ReplaceNodes(byOld.Keys, (old, _) => byOld[old]));
        var options = await document.GetOptionsAsync(cancellationToken).ConfigureAwait(false);
        var lineEnd = Comments.LineEndOf(root).ToString();
        return await Formatter.FormatAsync(edited, Layout, options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, lineEnd), cancellationToken).ConfigureAwait(false);
    }
}
