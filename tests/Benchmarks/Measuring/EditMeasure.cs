using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Peers;

namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>
/// What typing costs: a statement is put into a body, and the diagnostics of that document are asked for. The compilation is a new one with nothing bound;
/// the analyzers are those of the edits before, as in an editor.
/// </summary>
internal sealed class EditMeasure(Corpus corpus, Driver driver)
{
    private int _edits;

    public Dictionary<AnalyzerSet, Series> Sets { get; } = [];

    /// <summary>Edits documents that lie evenly over the larger half of the corpus, all sets taking turns at each. One more pass before those counted warms up.</summary>
    public void Run(ImmutableArray<AnalyzerSet> sets, int documents, int repeat)
    {
        var places = Places(documents);
        var warm = sets.ToDictionary(set => set, set => set.Create());
        foreach (var set in sets)
        {
            Sets[set] = new();
        }

        for (var pass = -1; pass < repeat; pass++)
        {
            foreach (var (tree, position) in places)
            {
                foreach (var set in sets)
                {
                    var cost = Edit(tree, position, warm[set]);
                    if (pass >= 0)
                    {
                        Sets[set].Add(cost);
                    }
                }
            }
        }
    }

    private Cost Edit(SyntaxTree tree, int position, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var statement = string.Create(CultureInfo.InvariantCulture, $" var edit{++_edits} = {_edits}; _ = edit{_edits};");
        var edited = tree.WithChangedText(tree.GetText().WithChanges(new TextChange(new TextSpan(position, 0), statement)));
        var compilation = corpus.Compilation.ReplaceSyntaxTree(tree, edited);
        var model = compilation.GetSemanticModel(edited);
        var attached = driver.Attach(compilation, analyzers);
        return Cost.Of(() => attached.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).GetAwaiter().GetResult());
    }

    private ImmutableArray<(SyntaxTree Tree, int Position)> Places(int count)
    {
        var usable = corpus.Compilation.SyntaxTrees
            .Select(tree => (Tree: tree, Body: MiddleBody(tree)))
            .Where(place => place.Body is not null)
            .OrderByDescending(place => place.Tree.Length).ThenBy(place => place.Tree.FilePath, StringComparer.Ordinal)
            .ToList();
        var larger = usable.Take(Math.Max(count, usable.Count / 2)).ToList();
        var number = Math.Min(count, larger.Count);
        return [.. Enumerable.Range(0, number).Select(i => larger[(int)((i + 0.5) * larger.Count / number)]).Select(place => (place.Tree, place.Body!.OpenBraceToken.Span.End))];
    }

    private static BlockSyntax? MiddleBody(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        .Where(method => method.Body is { Statements.Count: > 0 })
        .MinBy(method => Math.Abs(method.SpanStart + (method.Span.Length / 2) - (tree.Length / 2)))?.Body;
}
