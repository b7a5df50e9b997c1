using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>A compilation with transplants in it, and where they came to lie.</summary>
internal sealed class ChangedCopy
{
    private readonly Dictionary<Transplant, List<Location>> _places = [];

    private ChangedCopy(CSharpCompilation compilation, ImmutableArray<Transplant> transplants)
    {
        Compilation = compilation;
        Transplants = transplants;
        foreach (var file in transplants.SelectMany(transplant => transplant.Edits.Select(edit => (transplant, edit))).GroupBy(pair => pair.edit.Tree))
        {
            Change(file.Key, [.. file.OrderBy(pair => pair.edit.Position)]);
        }
    }

    public CSharpCompilation Compilation { get; private set; }

    public ImmutableArray<Transplant> Transplants { get; }

    /// <summary>A copy with the transplants that compile.</summary>
    public static ChangedCopy Of(CSharpCompilation original, ImmutableArray<Transplant> transplants)
    {
        var all = new ChangedCopy(original, transplants);
        var broken = all._places.Where(pair => pair.Value.Any(all.IsBroken)).Select(pair => pair.Key).ToHashSet();
        return broken.Count == 0 ? all : new(original, [.. transplants.Where(transplant => !broken.Contains(transplant))]);
    }

    /// <summary>Whether a diagnostic speaks of code that the transplant brought.</summary>
    public bool IsAbout(Diagnostic diagnostic, Transplant transplant) =>
        diagnostic.AdditionalLocations.Prepend(diagnostic.Location).Any(location => _places[transplant].Any(place => Touches(location, place)));

    private static bool Touches(Location location, Location place) => location.SourceTree == place.SourceTree && location.SourceSpan.IntersectsWith(place.SourceSpan);

    private bool IsBroken(Location place) =>
        Compilation.GetSemanticModel(place.SourceTree!).GetDiagnostics(Enclosing(place)).Any(error => error.Severity == DiagnosticSeverity.Error && Touches(error.Location, place));

    private static TextSpan Enclosing(Location place) =>
        place.SourceTree!.GetRoot().FindNode(place.SourceSpan).AncestorsAndSelf().First(node => node is MemberDeclarationSyntax).Span;

    private void Change(SyntaxTree tree, ImmutableArray<(Transplant Transplant, Edit Edit)> edits)
    {
        var text = tree.GetText().WithChanges(edits.Select(pair => new TextChange(new(pair.Edit.Position, 0), pair.Edit.Text)));
        var changed = tree.WithChangedText(text);
        var moved = 0;
        foreach (var (transplant, edit) in edits)
        {
            if (!_places.TryGetValue(transplant, out var places))
            {
                _places[transplant] = places = [];
            }

            places.Add(Location.Create(changed, new(edit.Position + moved, edit.Text.Length)));
            moved += edit.Text.Length;
        }

        Compilation = Compilation.ReplaceSyntaxTree(tree, changed);
    }
}
