using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>What a test says about the compiler rather than about a project.</summary>
internal sealed record CompilerSettings(CompilationOptions Compilation, ParseOptions Parse, ImmutableDictionary<string, ReportDiagnostic> Severities)
{
    /// <summary>The compilation options of a project.</summary>
    public CompilationOptions CompilationFor(EvaluatedProject project) => Compilation
        .WithOutputKind(project.OutputKind)
        .WithSpecificDiagnosticOptions(Compilation.SpecificDiagnosticOptions.SetItems(Severities));

    /// <summary>The parse options of a project.</summary>
    public ParseOptions ParseFor(EvaluatedProject project) =>
        project.DocumentationMode is { } mode ? Parse.WithDocumentationMode(mode) : Parse;
}
