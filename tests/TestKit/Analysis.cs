using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace MmAnalyzers.TestKit;

/// <summary>Runs an analyzer and gives back what it reports: for tests that compare runs instead of marking places.</summary>
public static class Analysis
{
    /// <summary>What the analyzer reports in sources, in their order; a crash of it is among the results as AD0001.</summary>
    public static Task<ImmutableArray<Diagnostic>> Run(DiagnosticAnalyzer analyzer, params string[] sources) => Run(analyzer, new AnalysisInput(sources));

    /// <summary>What the analyzer reports in an input, in the order of its files; a crash of it is among the results as AD0001.</summary>
    public static Task<ImmutableArray<Diagnostic>> Run(DiagnosticAnalyzer analyzer, AnalysisInput input, CancellationToken cancellationToken = default) =>
        Run(analyzer, input, input.Compile(), cancellationToken);

    /// <summary>The same for a compilation that was made from the input before.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Run(
        DiagnosticAnalyzer analyzer, AnalysisInput input, Compilation compilation, CancellationToken cancellationToken = default)
    {
        if (!input.MayNotCompile)
        {
            var errors = compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            new DefaultVerifier().Empty("errors in the sources", errors);
        }

        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(input.AdditionalTexts, new GlobalOptionsProvider(input.Options)),
            onAnalyzerException: null,
            concurrentAnalysis: input.Concurrent,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. diagnostics
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparer.Ordinal),
        ];
    }
}
