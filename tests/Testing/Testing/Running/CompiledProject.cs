using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>A project with what analyzers may ask for beside it.</summary>
internal sealed record CompiledProject(Compilation Compilation, AnalyzerOptions Options);
