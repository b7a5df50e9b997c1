using Microsoft.CodeAnalysis;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Marks that are found again after edits.</summary>
internal sealed class TrackedMarks
{
    private readonly Dictionary<Diagnostic, (SyntaxAnnotation? Taken, SyntaxAnnotation? Held)> _places = [];

    /// <summary>Puts the marks of findings into a tree.</summary>
    public TrackedMarks(SyntaxNode root, IEnumerable<Diagnostic> findings)
    {
        var byToken = new Dictionary<SyntaxToken, SyntaxAnnotation>();
        foreach (var mark in findings.Select(finding => Mark.In(root, finding)))
        {
            _places[mark.Finding] = (Track(mark.Taken), Track(mark.Held));
        }

        Root = root.ReplaceTokens(byToken.Keys, (old, _) => old.WithAdditionalAnnotations(byToken[old]));

        SyntaxAnnotation? Track(SyntaxToken token)
        {
            if (token == default)
            {
                return null;
            }

            if (!byToken.TryGetValue(token, out var place))
            {
                byToken[token] = place = new SyntaxAnnotation();
            }

            return place;
        }
    }

    /// <summary>The tree with the marks.</summary>
    public SyntaxNode Root { get; }

    /// <summary>Where a finding lies now; a token that an edit removed is no token.</summary>
    public Mark Find(SyntaxNode now, Diagnostic finding) =>
        new(finding, TokenOf(now, _places[finding].Taken), TokenOf(now, _places[finding].Held));

    private static SyntaxToken TokenOf(SyntaxNode now, SyntaxAnnotation? place) =>
        place is null ? default : now.GetAnnotatedTokens(place).FirstOrDefault();
}
