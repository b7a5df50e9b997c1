using System.Text.RegularExpressions;

namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>What no text of the repository may hold.</summary>
internal static partial class TextRules
{
    /// <summary>Relative links of a page that lead nowhere.</summary>
    public static IEnumerable<string> BrokenLinks(string file, string text, Func<string, bool> exists)
    {
        // Release notes link from the root, wherever the compiler wants their file to be.
        var folder = file.Contains("AnalyzerReleases", StringComparison.Ordinal) ? string.Empty : Path.GetDirectoryName(file)!.Replace('\\', '/');
        foreach (Match link in Link().Matches(CodeBlock().Replace(text, string.Empty)))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains(':', StringComparison.Ordinal) && !exists(Resolve(folder, target)))
            {
                yield return $"{file}: {link.Groups[1].Value}";
            }
        }
    }

    /// <summary>Absolute paths of somebody's machine.</summary>
    public static IEnumerable<string> MachinePaths(string file, string text) => MachinePath().Matches(text).Select(match => $"{file}: {match.Value}");

    /// <summary>Work that was put off.</summary>
    public static IEnumerable<string> PutOff(string file, string text) => Later().Matches(text).Select(match => $"{file}: {match.Value}");

    private static string Resolve(string folder, string target)
    {
        var parts = new List<string>();
        foreach (var part in (target.StartsWith('/') ? target : folder + "/" + target).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\(\s*([^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"(?<![\w.\-/>])/(home|root|Users|work|tmp)/[\w.]+|\b[A-Z]:\\+(Users|src|work)\b")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImplemented" + @"Exception)\b|\bSkip\s*=\s*""")]
    private static partial Regex Later();
}
