using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Testing.Markup;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Turns a stated test into projects without markup and a list of expected diagnostics with real locations.</summary>
internal sealed class StateEvaluator
{
    private const string SwitchedOnPath = "/.switchedon.globalconfig";

    private readonly Dictionary<string, FileLinePositionSpan> _numbered = new(StringComparer.Ordinal);
    private readonly List<DiagnosticResult> _marked = [];
    private MarkupMode _mode;

    /// <summary>The framework of projects that state none.</summary>
    public required ReferenceAssemblies Framework { get; init; }

    /// <summary>How markup is read.</summary>
    public required MarkupOptions Options { get; init; }

    /// <summary>What a span without a name means; null when that is ambiguous.</summary>
    public required DiagnosticDescriptor? Default { get; init; }

    /// <summary>What the analyzers may report.</summary>
    public required ImmutableArray<DiagnosticDescriptor> Supported { get; init; }

    /// <summary>Whether a fix removes diagnostics of this id.</summary>
    public required Func<string, bool> IsFixable { get; init; }

    /// <summary>The file of expected locations that name none.</summary>
    public required string DefaultPath { get; init; }

    /// <summary>Evaluates a state that has inherited already.</summary>
    public async Task<EvaluatedSolution> Evaluate(SolutionState state, CancellationToken cancellationToken)
    {
        _mode = state.MarkupHandling ?? MarkupMode.Allow;
        var projects = ImmutableArray.CreateBuilder<EvaluatedProject>();
        foreach (var project in state.AdditionalProjects.Values.Prepend<ProjectState>(state))
        {
            projects.Add(await Evaluate(project, cancellationToken).ConfigureAwait(false));
        }

        var explicitly = state.ExpectedDiagnostics.Select(expected => expected.WithDefaultPath(DefaultPath).Map(Resolve));
        return new EvaluatedSolution(projects.ToImmutable(), [.. explicitly, .. _marked]);
    }

    private async Task<EvaluatedProject> Evaluate(ProjectState project, CancellationToken cancellationToken)
    {
        if (project.GeneratedSources.Count > 0)
        {
            // Accepting what is not compared would be passing wrongly.
            throw new NotSupportedException($"Project '{project.Name}' expects generated sources; this verifier runs no source generators.");
        }

        var framework = await (project.ReferenceAssemblies ?? Framework).ResolveAsync(project.Language, cancellationToken).ConfigureAwait(false);
        return new EvaluatedProject(project.Name)
        {
            Sources = Unmark(project.Sources),
            AdditionalFiles = Unmark([.. project.AdditionalFiles, .. project.AdditionalFilesFactories.SelectMany(make => make())]),
            ConfigFiles = [.. Unmark(project.AnalyzerConfigFiles), .. SwitchedOn()],
            References = project.AdditionalReferences.Count == 0 ? framework : [.. framework, .. project.AdditionalReferences],
            ProjectReferences = [.. project.AdditionalProjectReferences],
            OutputKind = project.OutputKind ?? OutputKind.DynamicallyLinkedLibrary,
            DocumentationMode = project.DocumentationMode,
        };
    }

    /// <summary>Rules that are off by default are on in their tests: by the weakest configuration file, so that those of the test win.</summary>
    private IEnumerable<(string Path, SourceText Text)> SwitchedOn()
    {
        var off = Supported.Where(rule => !rule.IsEnabledByDefault).Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {Name(rule.DefaultSeverity)}\n").Distinct().ToArray();
        return off.Length == 0 ? [] : [(SwitchedOnPath, SourceText.From($"is_global = true\nglobal_level = -1000\n{string.Concat(off)}"))];
    }

    private static string Name(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "suggestion",
        _ => "silent",
    };

    private ImmutableArray<(string Path, SourceText Text)> Unmark(IEnumerable<(string filename, SourceText content)> files) =>
        [.. files.Select(file => (file.filename, Unmark(file.filename, file.content)))];

    private SourceText Unmark(string path, SourceText content)
    {
        if (_mode == MarkupMode.None)
        {
            return content;
        }

        var marked = Read(path, content);
        var text = SourceText.From(marked.Text, content.Encoding, content.ChecksumAlgorithm);
        foreach (var (name, span) in marked.Spans.SelectMany(pair => pair.Value.Select(span => (pair.Key, span))))
        {
            Add(path, name, new FileLinePositionSpan(path, text.Lines.GetLinePositionSpan(span)));
        }

        return text;
    }

    private MarkedSource Read(string path, SourceText content)
    {
        try
        {
            return MarkedSource.Read(content.ToString(), Options.HasFlag(MarkupOptions.TreatPositionIndicatorsAsCode));
        }
        catch (InvalidOperationException malformed)
        {
            throw new InvalidOperationException($"{path}: {malformed.Message}", malformed);
        }
    }

    private void Add(string path, string name, FileLinePositionSpan span)
    {
        if (name.StartsWith('#'))
        {
            if (!_numbered.TryAdd(name, span))
            {
                throw new InvalidOperationException($"{path}: markup names two spans '{name}'.");
            }

            return;
        }

        var expected = Expect(path, name);
        if (_mode == MarkupMode.Allow || (_mode == MarkupMode.IgnoreFixable && !IsFixable(expected.Id)))
        {
            _marked.Add(expected.WithSpan(span));
        }
    }

    /// <summary>Markup states id and place; message and additional locations are for explicit expectations.</summary>
    private DiagnosticResult Expect(string path, string name)
    {
        var descriptor = name.Length == 0 ? Default : Supported.FirstOrDefault(supported => supported.Id == name);
        if (descriptor is not null)
        {
            return new DiagnosticResult(descriptor).WithMessage(null).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);
        }

        return name.Length == 0
            ? throw new InvalidOperationException(
                $"{path}: markup '[|…|]' does not say which diagnostic is meant: the analyzers report {string.Join(", ", Supported.Select(rule => rule.Id).Distinct().DefaultIfEmpty("none"))}.")
            : DiagnosticResult.CompilerError(name).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations | DiagnosticOptions.IgnoreSeverity);
    }

    private DiagnosticLocation Resolve(DiagnosticLocation location)
    {
        if (!location.Options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey))
        {
            return location;
        }

        var key = "#" + location.Span.StartLinePosition.Line.ToString(CultureInfo.InvariantCulture);
        return _numbered.TryGetValue(key, out var span)
            ? new DiagnosticLocation(span, location.Options & ~DiagnosticLocationOptions.InterpretAsMarkupKey)
            : throw new InvalidOperationException($"An expected diagnostic is at location {key[1..]}, but no markup '{{|{key}:…|}}' says where that is.");
    }
}
