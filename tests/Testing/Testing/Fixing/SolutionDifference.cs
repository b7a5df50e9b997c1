namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>Whether a code action changed anything that a user would see.</summary>
internal static class SolutionDifference
{
    /// <summary>Whether any file came, went or has another text.</summary>
    public static async Task<bool> Exists(Solution before, Solution after, CancellationToken cancellationToken)
    {
        var changes = after.GetChanges(before);
        if (changes.GetAddedProjects().Any() || changes.GetRemovedProjects().Any())
        {
            return true;
        }

        foreach (var project in changes.GetProjectChanges())
        {
            if (ChangesFiles(project) || await ChangesText(project, before, after, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ChangesFiles(ProjectChanges project) =>
        project.GetAddedDocuments().Any() || project.GetRemovedDocuments().Any()
        || project.GetAddedAdditionalDocuments().Any() || project.GetRemovedAdditionalDocuments().Any() || project.GetChangedAdditionalDocuments().Any()
        || project.GetAddedAnalyzerConfigDocuments().Any() || project.GetRemovedAnalyzerConfigDocuments().Any() || project.GetChangedAnalyzerConfigDocuments().Any();

    private static async Task<bool> ChangesText(ProjectChanges project, Solution before, Solution after, CancellationToken cancellationToken)
    {
        foreach (var id in project.GetChangedDocuments())
        {
            var old = await before.GetDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var now = await after.GetDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (!old.ContentEquals(now))
            {
                return true;
            }
        }

        return false;
    }
}
