using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing.Running;

namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>The diagnostics of a solution that fixes may remove; every project is analysed at most once.</summary>
internal sealed class FixableDiagnostics(
    Solution solution, ProjectId main, DiagnosticCollector collector, ImmutableArray<CodeFixProvider> providers) : FixAllContext.DiagnosticProvider
{
    // Roslyn asks for several documents at the same time.
    private readonly ConcurrentDictionary<ProjectId, Task<ImmutableArray<Diagnostic>>> _ofProject = [];

    /// <summary>All of them, the main project's first.</summary>
    public async Task<ImmutableArray<Diagnostic>> All(CancellationToken cancellationToken)
    {
        var result = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var project in solution.Projects.OrderBy(project => project.Id == main ? 0 : 1))
        {
            result.AddRange(await OfProject(project, cancellationToken).ConfigureAwait(false));
        }

        return result.ToImmutable();
    }

    /// <summary>Their ids.</summary>
    public async Task<IEnumerable<string>> Ids(CancellationToken cancellationToken) =>
        (await All(cancellationToken).ConfigureAwait(false)).Select(diagnostic => diagnostic.Id).Distinct();

    /// <inheritdoc/>
    public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        await OfProject(project, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
    {
        var diagnostics = await OfProject(document.Project, cancellationToken).ConfigureAwait(false);
        return diagnostics.Where(diagnostic => diagnostic.Location.GetLineSpan().Path == document.FilePath);
    }

    /// <inheritdoc/>
    public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
    {
        var diagnostics = await OfProject(project, cancellationToken).ConfigureAwait(false);
        return diagnostics.Where(diagnostic => !diagnostic.Location.IsInSource);
    }

    private Task<ImmutableArray<Diagnostic>> OfProject(Project project, CancellationToken cancellationToken) =>
        _ofProject.GetOrAdd(project.Id, _ => Analyze(project, cancellationToken));

    private async Task<ImmutableArray<Diagnostic>> Analyze(Project project, CancellationToken cancellationToken)
    {
        var compiled = await WorkspaceBuilder.CompileOne(project, cancellationToken).ConfigureAwait(false);
        var all = await collector.Collect([compiled], cancellationToken).ConfigureAwait(false);
        return [.. all.Where(diagnostic => providers.Any(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))];
    }
}
