namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What a test starts from or ends with: its main project, others, and what is expected of them.</summary>
public class SolutionState(string name, string language, string defaultPrefix, string defaultExtension)
    : ProjectState(name, language, defaultPrefix, defaultExtension)
{
    private readonly (string Name, string Language, string Prefix, string Extension) _origin = (name, language, defaultPrefix, defaultExtension);

    /// <summary>What is taken over from the state before; null for the default.</summary>
    public StateInheritanceMode? InheritanceMode { get; set; }

    /// <summary>What markup means here; null for the default.</summary>
    public MarkupMode? MarkupHandling { get; set; }

    /// <summary>Further projects.</summary>
    public ProjectCollection AdditionalProjects { get; } = new(language, defaultExtension);

    /// <summary>Diagnostics expected beside those of the markup.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>Whether anything was stated, so that a test with a fix has to verify it.</summary>
    internal bool IsStated =>
        InheritanceMode is not null || MarkupHandling is not null || Sources.Count > 0 || GeneratedSources.Count > 0 || AdditionalFiles.Count > 0
        || AnalyzerConfigFiles.Count > 0 || AdditionalProjects.Count > 0 || ExpectedDiagnostics.Count > 0;

    /// <summary>A state of its own that holds what this one states and what it inherits.</summary>
    internal SolutionState Inherit(SolutionState? from, Func<string, bool> isFixable)
    {
        // A fixed state with the sources of the test state says that there is no fix: then everything is still reported.
        var unchanged = from is not null && Sources.Count > 0 && Texts(this).SequenceEqual(Texts(from));
        var mode = InheritanceMode ?? (unchanged ? StateInheritanceMode.AutoInheritAll : StateInheritanceMode.AutoInherit);
        var result = new SolutionState(_origin.Name, _origin.Language, _origin.Prefix, _origin.Extension)
        {
            InheritanceMode = mode,
            MarkupHandling = MarkupHandling ?? (from is null || unchanged ? MarkupMode.Allow : MarkupMode.IgnoreFixable),
        };
        result.TakeOver(this, _ => true);
        if (from is not null && mode != StateInheritanceMode.Explicit)
        {
            result.TakeOver(from, id => mode == StateInheritanceMode.AutoInheritAll || !isFixable(id));
        }

        return result;
    }

    private static IEnumerable<(string Path, string Text)> Texts(SolutionState state) => state.Sources.Select(source => (source.filename, source.content.ToString()));

    private void TakeOver(SolutionState other, Func<string, bool> expects)
    {
        InheritFrom(other);
        foreach (var (name, project) in other.AdditionalProjects)
        {
            AdditionalProjects[name, project.Language].InheritFrom(project);
        }

        if (ExpectedDiagnostics.Count == 0)
        {
            ExpectedDiagnostics.AddRange(other.ExpectedDiagnostics.Where(expected => expects(expected.Id)));
        }
    }
}
