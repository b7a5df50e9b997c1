using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Rules;

/// <summary>Makes descriptors: help link and category follow from the id.</summary>
internal static class RuleDescriptor
{
    /// <summary>Public address of the folder that holds one page a rule.</summary>
    public const string HelpLinkBase = "https://github.com/mmanalyzers/mmanalyzers/blob/main/docs/rules/";

    /// <summary>A rule that reports from the body it is about, also while typing.</summary>
    public static DiagnosticDescriptor Live(string id, string title, string message, string description, DiagnosticSeverity severity) =>
        Create(id, title, message, description, severity, []);

    /// <summary>A live rule that is off unless somebody asks for it.</summary>
    public static DiagnosticDescriptor OptIn(string id, string title, string message, string description, DiagnosticSeverity severity) =>
        Create(id, title, message, description, severity, [], isEnabledByDefault: false);

    /// <summary>A rule that needs the whole compilation and reports at its end.</summary>
    public static DiagnosticDescriptor AtEnd(string id, string title, string message, string description, DiagnosticSeverity severity) =>
        Create(id, title, message, description, severity, [WellKnownDiagnosticTags.CompilationEnd]);

    /// <summary>The address of a rule's page.</summary>
    public static string HelpLink(string id) => HelpLinkBase + id + ".md";

    /// <summary>The category that the id's range stands for.</summary>
    public static string Category(string id) => id[2] switch
    {
        '1' => "MmOrdering",
        '2' => "MmDiscipline",
        '3' => "MmTlb",
        '4' => "MmWaiting",
        '5' => "MmPageTables",
        '6' => "MmMemoryObjects",
        '9' => "MmAnnotations",
        _ => throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, "No range for '{0}'.", id), nameof(id)),
    };

    private static DiagnosticDescriptor Create(string id, string title, string message, string description, DiagnosticSeverity severity, string[] tags, bool isEnabledByDefault = true) =>
        new(id, title, message, Category(id), severity, isEnabledByDefault, description, HelpLink(id), tags);
}
