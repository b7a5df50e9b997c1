using System.Text.Json;

namespace MmAnalyzers.Packaging.Tests;

/// <summary>What a build ended with.</summary>
/// <param name="ExitCode">Of the command.</param>
/// <param name="Output">Everything it wrote.</param>
/// <param name="Sarif">The compiler's log, version 2.1.</param>
internal sealed record BuildResult(int ExitCode, string Output, JsonElement Sarif)
{
    /// <summary>Results of the log with an id.</summary>
    public IReadOnlyList<JsonElement> Results(string id) =>
        [.. Sarif.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Where(result => result.GetProperty("ruleId").GetString() == id)];

    /// <summary>Files of the places that a result names besides its own, without folders.</summary>
    public static IEnumerable<string> RelatedFiles(JsonElement result) =>
        result.TryGetProperty("relatedLocations", out var related) ? related.EnumerateArray().Select(FileOf) : [];

    /// <summary>Fails with the whole output unless the build ended so.</summary>
    public BuildResult ExpectExit(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, not {exitCode}\n{Output}");
        return this;
    }

    private static string FileOf(JsonElement location) =>
        Path.GetFileName(location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!);
}
