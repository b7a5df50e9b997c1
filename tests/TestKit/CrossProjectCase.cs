using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Summaries;

namespace MmAnalyzers.TestKit;

/// <summary>An application and a library that it uses, once as source and once as a compiled file with its lock summaries: the reports must be the same.</summary>
internal sealed class CrossProjectCase(DiagnosticAnalyzer analyzer, string librarySource, string appSource)
{
    private readonly MarkedCode _app = MarkedCode.Read(appSource);
    private readonly DefaultVerifier _verifier = new();

    /// <summary>Fails unless both runs report what the application's markup states, with equal messages.</summary>
    public async Task Verify()
    {
        var library = new AnalysisInput(MarkedCode.Read(librarySource).Text) { AssemblyName = "Library" }.Compile();
        var errors = library.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        _verifier.Empty("errors in the library", errors);
        var fromSource = await Run(library.ToMetadataReference(), "The library is a project reference").ConfigureAwait(false);
        var fromImage = await Run(Emit(library), "The library is a compiled file").ConfigureAwait(false);
        _verifier.Equal(
            Messages(fromSource),
            Messages(fromImage),
            $"Messages differ.{Environment.NewLine}Library as project:{Environment.NewLine}{Messages(fromSource)}{Environment.NewLine}Library as file:{Environment.NewLine}{Messages(fromImage)}");
    }

    private async Task<ImmutableArray<Diagnostic>> Run(MetadataReference library, string how)
    {
        var input = new AnalysisInput(_app.Text) { AssemblyName = "App", References = [library] };
        var diagnostics = await Analysis.Run(analyzer, input).ConfigureAwait(false);
        var (expected, actual) = (_app.Show(analyzer.SupportedDiagnostics), _app.Show(diagnostics));
        _verifier.PushContext(how).Equal(
            expected, actual, $"The application's markup states:{Environment.NewLine}{expected}{Environment.NewLine}reported was:{Environment.NewLine}{actual}");
        return diagnostics;
    }

    private PortableExecutableReference Emit(CSharpCompilation library)
    {
        using var image = new MemoryStream();
        var driver = CSharpGeneratorDriver.Create([new SummaryGenerator().AsSourceGenerator()], parseOptions: TestSetup.Parse);
        driver.RunGeneratorsAndUpdateCompilation(library, out var withSummaries, out var problems);
        _verifier.Empty("problems of the generator", problems);
        var result = withSummaries.Emit(image);
        _verifier.True(result.Success, $"The library cannot be emitted: {string.Join(Environment.NewLine, result.Diagnostics)}");
        return MetadataReference.CreateFromImage(image.ToArray(), filePath: "Library.dll");
    }

    private static string Messages(IEnumerable<Diagnostic> diagnostics) =>
        string.Join(Environment.NewLine, diagnostics.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"));
}
