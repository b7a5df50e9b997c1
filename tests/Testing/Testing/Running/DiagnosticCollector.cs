using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Runs analyzers over compilations: fully, so that diagnostics of the compilation's end are among the results.</summary>
internal sealed class DiagnosticCollector(ImmutableArray<DiagnosticAnalyzer> analyzers, Func<Diagnostic, bool> isIncluded)
{
    /// <summary>Whether suppressors run, whose work then shows in the results.</summary>
    private readonly bool _hasSuppressor = analyzers.Any(analyzer => analyzer is DiagnosticSuppressor);

    /// <summary>Everything that a test has to expect, in the order of the sources.</summary>
    public async Task<ImmutableArray<Diagnostic>> Collect(IEnumerable<CompiledProject> projects, CancellationToken cancellationToken)
    {
        var result = new List<Diagnostic>();
        foreach (var project in projects)
        {
            result.AddRange(await Collect(project, cancellationToken).ConfigureAwait(false));
        }

        return
        [
            .. result
                .Where(diagnostic => !IsOfCompiler(diagnostic) || isIncluded(diagnostic))
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether the compiler itself reported it.</summary>
    public static bool IsOfCompiler(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);

    private async Task<IEnumerable<Diagnostic>> Collect(CompiledProject project, CancellationToken cancellationToken)
    {
        if (analyzers.IsEmpty)
        {
            return project.Compilation.GetDiagnostics(cancellationToken);
        }

        var options = new CompilationWithAnalyzersOptions(
            project.Options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: _hasSuppressor);
        var all = await project.Compilation.WithAnalyzers(analyzers, options).GetAllDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
        return all.Where(diagnostic => !diagnostic.IsSuppressed || diagnostic.GetSuppressionInfo(project.Compilation)?.ProgrammaticSuppressions.IsDefaultOrEmpty == false);
    }
}
