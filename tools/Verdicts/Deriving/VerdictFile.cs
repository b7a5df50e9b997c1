namespace MmAnalyzers.Verdicts.Deriving;

/// <summary>The verdicts that running gave, as they are kept beside the generator.</summary>
internal static class VerdictFile
{
    private const string Name = "verdicts.txt";

    /// <summary>Where the file lies, from the root of a checkout.</summary>
    public static string RelativePath { get; } = Path.Combine("tools", "Verdicts", Name);

    /// <summary>The lines that this assembly was built with.</summary>
    public static IReadOnlyList<VerdictLine> Kept()
    {
        using var stream = typeof(VerdictFile).Assembly.GetManifestResourceStream(Name);
        if (stream is null)
        {
            return [];
        }

        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>The lines of a file; none if there is no file.</summary>
    public static IReadOnlyList<VerdictLine> Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : [];

    /// <summary>Writes lines in the order of their names.</summary>
    public static void Write(string path, IEnumerable<VerdictLine> lines) =>
        File.WriteAllText(path, string.Concat(lines.OrderBy(line => line.Name, StringComparer.Ordinal).Select(line => line + "\n")));

    private static List<VerdictLine> Parse(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(VerdictLine.Parse)];
}
