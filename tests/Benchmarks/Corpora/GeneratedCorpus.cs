using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Benchmarks.Corpora;

/// <summary>
/// Lock-dense code of any size, the same whenever and wherever it is made. It is made of modules that call each other in groups, so that call chains cross
/// modules but do not grow with the size; every fifth module has a cycle of two locks.
/// </summary>
internal static class GeneratedCorpus
{
    /// <summary>One module in so many has a cycle.</summary>
    public const int ModulesPerCycle = 5;

    /// <summary>The corpus with at least this many thousand lines.</summary>
    public static Corpus Make(int kloc)
    {
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        var parse = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse);
        var lines = 0;
        var modules = 0;
        trees.Add(CSharpSyntaxTree.ParseText(SourceText.From(GlobalUsings.Text, Encoding.UTF8), parse, GlobalUsings.Path));
        while (lines < kloc * 1000)
        {
            foreach (var (path, text) in Module.Files(modules))
            {
                var tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), parse, path);
                lines += CodeLines.In(tree);
                trees.Add(tree);
            }

            modules++;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"generated, {kloc} KLOC");
        return Corpus.Of(name, trees.ToImmutable(), FrameworkReferences.All, isNullable: true) with { Findings = CyclesIn(modules) };
    }

    /// <summary>Writes the sources below a folder.</summary>
    public static void Save(Corpus corpus, string folder)
    {
        foreach (var tree in corpus.Compilation.SyntaxTrees)
        {
            var path = Path.Combine(folder, tree.FilePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, tree.GetText().ToString());
        }
    }

    private static int CyclesIn(int modules) => (modules + ModulesPerCycle - 1) / ModulesPerCycle;
}
