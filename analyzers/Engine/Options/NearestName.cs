namespace MmAnalyzers.Engine.Options;

/// <summary>Guesses what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits, if those are few for its length; of several the first. Null when nothing is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var nearest = candidates.Select(candidate => (candidate, edits: Edits(name, candidate))).OrderBy(pair => pair.edits).FirstOrDefault();
        return nearest.candidate is { } found && 3 * nearest.edits <= Math.Max(name.Length, found.Length) ? found : null;
    }

    // Edit distance by rows: insert, delete, replace.
    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
