using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MmAnalyzers.Summaries;
using MmAnalyzers.TestKit;
using MmAnalyzers.Verdicts.Cells;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>What the analyzers say about cells. Many share a compilation, each in a namespace and a file of its own; the file tells them apart.</summary>
internal static class CellReports
{
    // The cells' members have like names. More in one compilation would have more callers of one name than are looked at for what they hold.
    private const int BatchSize = 30;

    private const string Extension = ".cs";

    // The editor's twin of MM1002 says the same thing at another time; suggestions are about how a cell is written, not about how it runs.
    private const string EditorOnly = "MM1011";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> OfCatalogue = new(() => Of(Catalogue.All));

    /// <summary>The ids that each cell of the catalogue gets, in order and between blanks; those of a library seen in two ways, if they differ, between bars.</summary>
    public static IReadOnlyDictionary<string, string> All => OfCatalogue.Value;

    /// <summary>The ids of some cells by their names.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<Cell> cells)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var batch in cells.GroupBy(cell => cell.Distance == Distance.OtherProject).SelectMany(group => group.Chunk(BatchSize)))
        {
            var reports = batch[0].Distance == Distance.OtherProject ? Twice(batch) : OfTrees(Input(batch, cell => cell.Text.App));
            foreach (var cell in batch)
            {
                found.Add(cell.Name, reports(cell));
            }
        }

        return found;
    }

    // The library as a project in the same solution, and as a compiled file with its summaries.
    private static Func<Cell, string> Twice(IReadOnlyList<Cell> cells)
    {
        var input = Input(cells, cell => cell.Text.Library!) with { AssemblyName = "Library" };
        var library = input.Compile();
        var ofLibrary = OfTrees(input);
        var app = Input(cells, cell => cell.Text.App) with { AssemblyName = "App" };
        var ofProject = OfTrees(app with { References = [library.ToMetadataReference()] });
        var ofFile = OfTrees(app with { References = [Emit(library)] });
        return cell => string.Join(' ', new[] { ofLibrary(cell), Both(ofProject(cell), ofFile(cell)) }.Where(ids => ids.Length > 0));
    }

    private static string Both(string asProject, string asFile) => asProject == asFile ? asProject : $"{asProject} | {asFile}";

    private static Func<Cell, string> OfTrees(AnalysisInput input)
    {
        var byFile = Analysis.Run(new LockAnalyzer(), input).GetAwaiter().GetResult()
            .Where(diagnostic => diagnostic.Id != EditorOnly && diagnostic.Severity >= DiagnosticSeverity.Warning)
            .ToLookup(diagnostic => Path.GetFileName(diagnostic.Location.GetLineSpan().Path), diagnostic => diagnostic.Id);
        return cell => string.Join(' ', byFile[cell.Space + Extension].Distinct().Order(StringComparer.Ordinal));
    }

    private static AnalysisInput Input(IEnumerable<Cell> cells, Func<Cell, string> text) =>
        new([.. cells.Select(cell => ("/0/" + cell.Space + Extension, text(cell)))]);

    private static PortableExecutableReference Emit(CSharpCompilation library)
    {
        using var image = new MemoryStream();
        CSharpGeneratorDriver.Create([new SummaryGenerator().AsSourceGenerator()], parseOptions: library.SyntaxTrees[0].Options as CSharpParseOptions)
            .RunGeneratorsAndUpdateCompilation(library, out var withSummaries, out _);
        var result = withSummaries.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Take(5)));
        return MetadataReference.CreateFromImage(image.ToArray(), filePath: "Library.dll");
    }
}
