using System.Text.Json;

namespace MmAnalyzers.Benchmarks.Reports;

/// <summary>The lines at the end of a benchmark, and what it answers by them.</summary>
internal static class FigureList
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes all lines, then those that miss their goals, and the file if there is to be one.</summary>
    /// <param name="entries">The lines.</param>
    /// <param name="json">Path of the file; null for none.</param>
    /// <param name="output">Where the lines go.</param>
    /// <returns>The exit code: times may miss their goals on a busy machine, counts may not.</returns>
    public static int Finish(List<Entry> entries, string? json, TextWriter output)
    {
        output.WriteLine();
        foreach (var entry in entries)
        {
            output.WriteLine(entry);
        }

        foreach (var missed in entries.Where(entry => !entry.IsMet))
        {
            output.WriteLine($"missed: {missed.Name} is {missed.ValueText}, wanted {missed.Against}");
        }

        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(entries, Layout) + "\n");
        }

        return entries.TrueForAll(entry => entry.Kind != "count" || entry.IsMet) ? ExitCodes.Fine : ExitCodes.Wrong;
    }
}
