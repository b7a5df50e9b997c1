using System.Text.Json;

namespace MmAnalyzers.Benchmarks.Reports;

/// <summary>Writes a report for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(Report report, string path) => File.WriteAllText(path, JsonSerializer.Serialize(report, Layout) + "\n");
}
