namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>Rows of the release files. The compiler's own check does not look through a descriptor factory.</summary>
internal static class ReleaseNotes
{
    /// <summary>Category and severity by id, last release wins.</summary>
    public static Dictionary<string, (string Category, string Severity)> Rows()
    {
        var rows = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var line in Lines("Shipped").Concat(Lines("Unshipped")))
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            if (cells.Length >= 4 && cells[0].StartsWith("MM", StringComparison.Ordinal))
            {
                rows[cells[0]] = (cells[1], cells[2]);
            }
        }

        return rows;
    }

    private static string[] Lines(string kind) => Repo.Read($"analyzers/AnalyzerReleases.{kind}.md").Split('\n');
}
