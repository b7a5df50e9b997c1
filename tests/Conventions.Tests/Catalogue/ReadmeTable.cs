using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>The table of rules in README.md, between its markers.</summary>
internal static class ReadmeTable
{
    private const string Start = "<!-- rules: generated, see CONTRIBUTING.md -->\n";
    private const string End = "<!-- /rules -->";

    /// <summary>A README whose table says what the descriptors say; everything else as it was.</summary>
    public static string Rewrite(string readme, IEnumerable<Entry> entries)
    {
        var start = readme.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= Start.Length && end >= start, "README.md has no markers for the table of rules.");
        return readme[..start] + Table(entries) + readme[end..];
    }

    private static string Table(IEnumerable<Entry> entries)
    {
        var table = new StringBuilder("| Id | What is wrong | Severity | Shown | Fix |\n|---|---|---|---|---|\n");
        foreach (var entry in entries.Where(entry => entry.Descriptor is not null))
        {
            var rule = entry.Descriptor!;
            var severity = rule switch
            {
                { IsEnabledByDefault: false } => "off",
                { DefaultSeverity: DiagnosticSeverity.Error } => "error",
                { DefaultSeverity: DiagnosticSeverity.Warning } => "warning",
                _ => "suggestion",
            };
            var shown = entry.IsAtEnd ? "in builds" : entry.Id == "MM1011" ? "while typing" : "while typing and in builds";
            table.Append(CultureInfo.InvariantCulture, $"| [{entry.Id}](docs/rules/{entry.Id}.md) | {rule.Title} | {severity} | {shown} | {(entry.Fixes.Count > 0 ? "yes" : "no")} |\n");
        }

        return table.ToString();
    }
}
