using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>One choice of severities, computed from the descriptors; the committed file must say the same.</summary>
/// <param name="Name">Value of the MSBuild property.</param>
/// <param name="Purpose">First line of the file.</param>
/// <param name="Severity">What it makes of a descriptor; null is off.</param>
internal sealed record Preset(string Name, string Purpose, Func<DiagnosticDescriptor, DiagnosticSeverity?> Severity)
{
    /// <summary>All presets, in the order in which MMB001 lists them.</summary>
    public static readonly IReadOnlyList<Preset> All =
    [
        new("Recommended", "The default: declared contracts are errors, inferred findings warnings, opt-in rules off.", Default),
        new("All", "Recommended, and the opt-in rules as warnings.", OptIn),
        new("Strict", "All, and every warning is an error: for a build that must fail on a deadlock.", rule => OptIn(rule) == DiagnosticSeverity.Warning ? DiagnosticSeverity.Error : OptIn(rule)),
        new("Tests", "Recommended, one level lower: the default of test projects, whose threads are often staged.", rule => Lower(Default(rule))),
        new("None", "All rules off.", _ => null),
    ];

    private string Lowercase => string.Concat(Name.Select(char.ToLowerInvariant));

    /// <summary>The file, relative to the root.</summary>
    public string File => $"tools/Package/buildTransitive/config/mmanalyzers.{Lowercase}.globalconfig";

    /// <summary>What the file must say.</summary>
    public string Text(IEnumerable<Entry> entries)
    {
        var text = new StringBuilder($"# MmAnalyzersPreset={Name}. {Purpose}\n# Below every other global file and every .editorconfig, so what you set yourself wins.\nis_global = true\nglobal_level = -1\n");
        foreach (var entry in entries.Where(entry => entry.Descriptor is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# {entry.Name}\ndotnet_diagnostic.{entry.Id}.severity = {Word(Severity(entry.Descriptor!))}\n");
        }

        return text.ToString();
    }

    private static DiagnosticSeverity? Default(DiagnosticDescriptor rule) => rule.IsEnabledByDefault ? rule.DefaultSeverity : null;

    private static DiagnosticSeverity? OptIn(DiagnosticDescriptor rule) => Default(rule) ?? DiagnosticSeverity.Warning;

    private static DiagnosticSeverity? Lower(DiagnosticSeverity? severity) => severity switch
    {
        DiagnosticSeverity.Error => DiagnosticSeverity.Warning,
        DiagnosticSeverity.Warning => DiagnosticSeverity.Info,
        null => null,
        _ => DiagnosticSeverity.Hidden,
    };

    private static string Word(DiagnosticSeverity? severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "suggestion",
        DiagnosticSeverity.Hidden => "silent",
        _ => "none",
    };
}
