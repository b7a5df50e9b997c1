using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>All projects of a test, the main one first, and what is expected of them.</summary>
internal sealed record EvaluatedSolution(ImmutableArray<EvaluatedProject> Projects, ImmutableArray<DiagnosticResult> Expected)
{
    /// <summary>The project under test.</summary>
    public EvaluatedProject Main => Projects[0];

    /// <summary>Whether a path is that of a source file.</summary>
    public bool IsSource(string path) => Projects.Any(project => project.Sources.Any(source => source.Path == path));

    /// <summary>Every file that a fix may change: project, path and text.</summary>
    public IEnumerable<(string Project, string Path, string Text)> Files => Projects.SelectMany(project =>
        project.Sources.Concat(project.AdditionalFiles).Concat(project.ConfigFiles).Select(file => (project.Name, file.Path, file.Text.ToString())));

    /// <summary>Whether both hold the same files.</summary>
    public bool HasSameFiles(EvaluatedSolution other) => Files.SequenceEqual(other.Files);

    /// <summary>The same with one line put in front of every source file, and other expectations.</summary>
    public EvaluatedSolution Prefixed(string line, IEnumerable<DiagnosticResult> expected)
    {
        var projects = Projects.Select(project => project with
        {
            Sources = [.. project.Sources.Select(source => (source.Path, SourceText.From($"{line}\n{source.Text}")))],
        });
        var moved = expected.Select(result => result.Map(location => IsSource(location.Span.Path) ? Down(location) : location));
        return new EvaluatedSolution([.. projects], [.. moved]);
    }

    private static DiagnosticLocation Down(DiagnosticLocation location)
    {
        var (start, end) = (location.Span.StartLinePosition, location.Span.EndLinePosition);
        var span = new FileLinePositionSpan(location.Span.Path, new LinePosition(start.Line + 1, start.Character), new LinePosition(end.Line + 1, end.Character));
        return location with { Span = span };
    }
}
