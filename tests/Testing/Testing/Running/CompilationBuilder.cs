using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Compiles the projects of a test without a workspace, which is what makes tests fast.</summary>
internal sealed class CompilationBuilder(EvaluatedSolution solution, CompilerSettings settings)
{
    private static readonly ConcurrentDictionary<ReferenceSet, CSharpCompilation> Bases = new();

    private readonly Dictionary<string, CompiledProject> _compiled = new(StringComparer.Ordinal);

    /// <summary>Every project, the main one first.</summary>
    public ImmutableArray<CompiledProject> Build(CancellationToken cancellationToken) =>
        [.. solution.Projects.Select(project => Compile(project, [], cancellationToken))];

    private CompiledProject Compile(EvaluatedProject project, ImmutableList<string> dependents, CancellationToken cancellationToken)
    {
        if (_compiled.TryGetValue(project.Name, out var done))
        {
            return done;
        }

        if (dependents.Contains(project.Name))
        {
            throw new InvalidOperationException($"Projects reference each other in a circle: {string.Join(" -> ", dependents.Add(project.Name))}.");
        }

        var projects = project.ProjectReferences.Select(name => Compile(Find(name, project), dependents.Add(project.Name), cancellationToken));
        var references = new ReferenceSet(project.Name, [.. project.References, .. projects.Select(used => used.Compilation.ToMetadataReference())]);
        var parse = (CSharpParseOptions)settings.ParseFor(project);
        var trees = project.Sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, parse, source.Path, cancellationToken));
        var options = (CSharpCompilationOptions)settings.CompilationFor(project);
        var files = project.AdditionalFiles.Select(file => (AdditionalText)new AdditionalFile(file.Path, file.Text)).ToImmutableArray();
        var analyzerOptions = new AnalyzerOptions(files);
        if (!project.ConfigFiles.IsEmpty)
        {
            var config = AnalyzerConfigSet.Create(project.ConfigFiles.Select(file => AnalyzerConfig.Parse(file.Text, file.Path)).ToArray());
            options = options.WithSyntaxTreeOptionsProvider(new ConfigSeverities(config));
            analyzerOptions = new AnalyzerOptions(files, new ConfigOptionsProvider(config));
        }

        var result = new CompiledProject(Base(references).WithOptions(options).AddSyntaxTrees(trees), analyzerOptions);
        _compiled.Add(project.Name, result);
        return result;
    }

    /// <summary>
    /// An empty compilation whose references are bound already. Those of files on disk are kept for the next test; those made by a test are not.
    /// </summary>
    private static CSharpCompilation Base(ReferenceSet references) =>
        references.IsLasting ? Bases.GetOrAdd(references, static set => set.Bind()) : references.Bind();

    private EvaluatedProject Find(string name, EvaluatedProject user) =>
        solution.Projects.FirstOrDefault(project => project.Name == name)
        ?? throw new InvalidOperationException($"Project '{user.Name}' references '{name}', which is not among the additional projects.");
}
