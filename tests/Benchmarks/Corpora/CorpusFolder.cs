using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Benchmarks.CommandLine;

namespace MmAnalyzers.Benchmarks.Corpora;

/// <summary>Makes a corpus of folders. Nothing is restored or built, no generator runs: what is missing shows as binding errors.</summary>
internal static class CorpusFolder
{
    private static readonly char[] Separators = ['/', '\\'];

    public static Corpus Load(AnalyzerOptions options)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Regular, [.. FrameworkSymbols(), .. options.Symbols]);
        var trees = options.Folders.SelectMany(FilesBelow).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(file => Parse(File.ReadAllText(file), file, parse)).ToImmutableArray();
        var implied = options.ImplicitUsings ? [Parse(GlobalUsings.Text, GlobalUsings.Path, parse)] : ImmutableArray<SyntaxTree>.Empty;
        return Corpus.Of(Path.GetFileName(options.Folders[0].TrimEnd(Separators)), trees.AddRange(implied), FrameworkReferences.With(options.References), options.Nullable);
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Separators).Any(part => part is "bin" or "obj"));

    private static SyntaxTree Parse(string text, string path, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), options, path);

    private static IEnumerable<string> FrameworkSymbols()
    {
        string[] older = ["NETCOREAPP1_0", "NETCOREAPP1_1", "NETCOREAPP2_0", "NETCOREAPP2_1", "NETCOREAPP2_2", "NETCOREAPP3_0", "NETCOREAPP3_1"];
        string[] newer = ["NET5_0", "NET6_0", "NET7_0", "NET8_0", "NET9_0", "NET10_0"];
        return older.Concat(newer).Select(version => version + "_OR_GREATER").Concat(["TRACE", "NET", "NETCOREAPP", "NET10_0"]);
    }
}
