using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Samples.Tests;

/// <summary>One program of <c>samples/</c>, compiled here as the SDK would compile it.</summary>
/// <param name="Folder">Its folder, absolute.</param>
internal sealed record Sample(string Folder)
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>Folders of one kind, found on disk, so that no sample is forgotten: <c>01-BankTransfer</c> and so on.</summary>
    public static TheoryData<string> Names() => [.. Directory.GetDirectories(SamplesFolder).Select(folder => Path.GetFileName(folder)!).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal)];

    /// <summary>The program that deadlocks.</summary>
    public static Sample Broken(string name) => new(Path.Combine(SamplesFolder, name, "Broken"));

    /// <summary>The program that does not.</summary>
    public static Sample Fixed(string name) => new(Path.Combine(SamplesFolder, name, "Fixed"));

    /// <summary>What must be reported in the broken program.</summary>
    public static string[] Expected(string name) =>
        [.. File.ReadAllLines(Path.Combine(SamplesFolder, name, "expected.txt")).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    /// <summary>The program, free of errors.</summary>
    public CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options));
        var compilation = CSharpCompilation.Create(
            "Sample", trees, TestReferences.All, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        return compilation;
    }

    /// <summary>What all rules report, one line a finding; what only editors show is left out unless asked for.</summary>
    public async Task<IReadOnlyList<string>> AnalyzeAsync(bool withLive)
    {
        var analyzer = new LockAnalyzer();
        var severities = analyzer.SupportedDiagnostics.DistinctBy(rule => rule.Id).ToDictionary(
            rule => rule.Id, rule => rule.Id == "MM1011" && !withLive ? ReportDiagnostic.Suppress : ReportDiagnostic.Error);
        var compilation = Compile();
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities));
        var found = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(Line).Order(StringComparer.Ordinal)];
    }

    private static string SamplesFolder { get; } = Path.Combine(
        typeof(Sample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepoRoot").Value!, "samples");

    private static string Line(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree;
        var marked = tree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? string.Empty;
        return string.Join(" | ", diagnostic.Id, Path.GetFileName(tree?.FilePath), marked, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
