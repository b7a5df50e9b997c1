using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>The package's settings for builds: the id that only editors show is off there.</summary>
internal static class Configuration
{
    private const string EditorOnly = "MM1011";

    /// <summary>A compilation with nothing bound, as a build has it.</summary>
    public static CSharpCompilation OfBuild(CSharpCompilation compilation) =>
        compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([KeyValuePair.Create(EditorOnly, ReportDiagnostic.Suppress)]));
}
