using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>What a fix does to a tree: nodes of it, none inside another, and what takes their places.</summary>
/// <param name="Title">What the user is offered.</param>
/// <param name="Replacements">Old and new nodes.</param>
internal sealed record Edit(string Title, ImmutableArray<(SyntaxNode Old, SyntaxNode New)> Replacements)
{
    /// <summary>The tree after the edit.</summary>
    public SyntaxNode ApplyTo(SyntaxNode root)
    {
        var byOld = Replacements.ToDictionary(pair => pair.Old, pair => pair.New);
        return root.ReplaceNodes(byOld.Keys, (old, _) => byOld[old]);
    }
}
