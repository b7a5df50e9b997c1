using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Puts the projects of a test into a workspace, as code fixes and solution transforms need it.</summary>
internal static class WorkspaceBuilder
{
    // One workspace for all tests: its empty solution is immutable, and nothing is ever applied back.
    private static readonly AdhocWorkspace Workspace = new(MefHostServices.DefaultHost);

    // A project without sources for each set of references, compiled, so that no test has to bind the references again.
    private static readonly ConcurrentDictionary<ReferenceSet, Project> Bases = new();

    /// <summary>The main project, in a solution with the others.</summary>
    public static Project Create(EvaluatedSolution state, CompilerSettings settings)
    {
        var main = Base(state.Main);
        var ids = state.Projects.ToDictionary(project => project.Name, project => ProjectId.CreateNewId(project.Name), StringComparer.Ordinal);
        ids[state.Main.Name] = main.Id;
        var solution = state.Projects.Skip(1).Aggregate(main.Solution, (current, project) => current.AddProject(Describe(project, ids[project.Name])));
        solution = state.Projects.Aggregate(solution, (current, project) => Fill(current, project, ids, settings));
        return solution.GetProject(main.Id) ?? throw new InvalidOperationException("The project was not added.");
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

    private static Project Base(EvaluatedProject project)
    {
        var references = new ReferenceSet(project.Name, project.References);
        return references.IsLasting ? Bases.GetOrAdd(references, _ => Add(project)) : Add(project);
    }

    private static Project Add(EvaluatedProject project)
    {
        var id = ProjectId.CreateNewId(project.Name);
        var added = Workspace.CurrentSolution.AddProject(Describe(project, id)).GetProject(id) ?? throw new InvalidOperationException("The project was not added.");
        // What is derived from a compiled project starts from its compilation.
        _ = added.GetCompilationAsync(CancellationToken.None).GetAwaiter().GetResult();
        return added;
    }

    private static ProjectInfo Describe(EvaluatedProject project, ProjectId id) => ProjectInfo.Create(
        id, VersionStamp.Default, project.Name, assemblyName: project.Name, LanguageNames.CSharp, metadataReferences: project.References);

    private static Solution Fill(Solution solution, EvaluatedProject project, Dictionary<string, ProjectId> ids, CompilerSettings settings)
    {
        var id = ids[project.Name];
        var filled = solution
            .WithProjectCompilationOptions(id, settings.CompilationFor(project))
            .WithProjectParseOptions(id, settings.ParseFor(project))
            .AddDocuments([.. Documents(id, project.Sources)])
            .AddAdditionalDocuments([.. Documents(id, project.AdditionalFiles)])
            .AddAnalyzerConfigDocuments([.. Documents(id, project.ConfigFiles)]);
        return project.ProjectReferences.IsEmpty ? filled : filled.AddProjectReferences(id, project.ProjectReferences.Select(name => new ProjectReference(ids[name])));
    }

    private static IEnumerable<DocumentInfo> Documents(ProjectId project, ImmutableArray<(string Path, SourceText Text)> files) =>
        files.Select(file => DocumentInfo.Create(
            DocumentId.CreateNewId(project, file.Path),
            Path.GetFileName(file.Path),
            loader: TextLoader.From(TextAndVersion.Create(file.Text, VersionStamp.Default, file.Path)),
            filePath: file.Path));
}
