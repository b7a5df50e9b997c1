using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing.Running;

namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>
/// States in which nothing is left to fix, as their verification showed: fixes that arrive at one of them need not be followed by another analysis,
/// which would be the dearest part of a test.
/// </summary>
internal sealed class FinishedStates(Func<string, bool> isFixable)
{
    private readonly List<HashSet<(string Project, string Path, string Text)>> _states = [];

    /// <summary>Remembers a state unless something in it can still be fixed.</summary>
    public void Add(EvaluatedSolution state, ImmutableArray<Diagnostic> diagnostics)
    {
        if (!diagnostics.Any(diagnostic => isFixable(diagnostic.Id)))
        {
            _states.Add([.. state.Files]);
        }
    }

    /// <summary>Whether a solution holds exactly the files of such a state.</summary>
    public async Task<bool> Contain(Solution solution, CancellationToken cancellationToken)
    {
        var files = new HashSet<(string Project, string Path, string Text)>();
        foreach (var project in _states.Count == 0 ? [] : solution.Projects)
        {
            foreach (var document in project.Documents.Concat(project.AdditionalDocuments).Concat(project.AnalyzerConfigDocuments))
            {
                var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                files.Add((project.Name, document.FilePath ?? document.Name, text.ToString()));
            }
        }

        return _states.Any(files.SetEquals);
    }
}
