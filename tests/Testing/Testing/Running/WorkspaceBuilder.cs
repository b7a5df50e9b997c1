using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Puts the projects of a test into a workspace, as code fixes and solution transforms need it.</summary>
internal static class WorkspaceBuilder
{
    // One workspace for all tests: its empty solution is immutable, and nothing is ever applied back.
    private static readonly AdhocWorkspace Workspace = new(MefHostServices.DefaultHost);

    /// <summary>The main project, in a solution with the others.</summary>
    public static Project Create(EvaluatedSolution state, CompilerSettings settings)
    {
        var ids = state.Projects.ToDictionary(project => project.Name, project => ProjectId.CreateNewId(project.Name), StringComparer.Ordinal);
        var projects = state.Projects.Select(project => Describe(project, ids, settings));
        var solution = projects.Aggregate(Workspace.CurrentSolution, (current, project) => current.AddProject(project));
        return solution.GetProject(ids[state.Main.Name]) ?? throw new InvalidOperationException("The project was not added.");
    }

    /// <summary>Every project of the solution, the main one first.</summary>
    public static async Task<ImmutableArray<CompiledProject>> Compile(Project main, CancellationToken cancellationToken)
    {
        var result = ImmutableArray.CreateBuilder<CompiledProject>();
        foreach (var project in main.Solution.Projects.OrderBy(project => project.Id == main.Id ? 0 : 1))
        {
            result.Add(await CompileOne(project, cancellationToken).ConfigureAwait(false));
        }

        return result.ToImmutable();
    }

    /// <summary>One project.</summary>
    public static async Task<CompiledProject> CompileOne(Project project, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Project '{project.Name}' cannot be compiled.");
        return new CompiledProject(compilation, project.AnalyzerOptions);
    }

    private static ProjectInfo Describe(EvaluatedProject project, Dictionary<string, ProjectId> ids, CompilerSettings settings)
    {
        var id = ids[project.Name];
        return ProjectInfo.Create(
            id,
            VersionStamp.Default,
            project.Name,
            assemblyName: project.Name,
            LanguageNames.CSharp,
            compilationOptions: settings.CompilationFor(project),
            parseOptions: settings.ParseFor(project),
            documents: Documents(id, project.Sources),
            projectReferences: project.ProjectReferences.Select(name => new ProjectReference(ids[name])),
            metadataReferences: project.References,
            additionalDocuments: Documents(id, project.AdditionalFiles))
            .WithAnalyzerConfigDocuments(Documents(id, project.ConfigFiles));
    }

    private static IEnumerable<DocumentInfo> Documents(ProjectId project, ImmutableArray<(string Path, SourceText Text)> files) =>
        files.Select(file => DocumentInfo.Create(
            DocumentId.CreateNewId(project, file.Path),
            Path.GetFileName(file.Path),
            loader: TextLoader.From(TextAndVersion.Create(file.Text, VersionStamp.Default, file.Path)),
            filePath: file.Path));
}
