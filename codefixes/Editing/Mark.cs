using Microsoft.CodeAnalysis;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>The places of a finding in the tree that is being edited, which may have changed since it was reported.</summary>
/// <param name="Finding">The diagnostic; its own places are those of the tree it was reported in.</param>
/// <param name="Taken">First token of the acquisition that is reported at.</param>
/// <param name="Held">First token of the acquisition that is named first beside it; no token if it lies elsewhere.</param>
internal readonly record struct Mark(Diagnostic Finding, SyntaxToken Taken, SyntaxToken Held)
{
    /// <summary>The places in the tree that the finding was reported in.</summary>
    public static Mark In(SyntaxNode root, Diagnostic finding) =>
        new(finding, TokenAt(root, finding.Location), TokenAt(root, finding.AdditionalLocations.Count > 0 ? finding.AdditionalLocations[0] : null));

    private static SyntaxToken TokenAt(SyntaxNode root, Location? location) =>
        location?.SourceTree is { } tree && tree == root.SyntaxTree ? root.FindToken(location.SourceSpan.Start) : default;
}
