using Microsoft.CodeAnalysis;
using MmAnalyzers.Rules;

namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>All that belongs to one id.</summary>
/// <param name="Id">The id, e.g. <c>MM1002</c>.</param>
/// <param name="Name">Name of its constant in <see cref="RuleIds"/>.</param>
/// <param name="Descriptor">Its descriptor; null if no rule has one.</param>
/// <param name="Rule">The rule that reports it.</param>
/// <param name="Fixes">Names of the code fixes offered for it.</param>
/// <param name="NoFixReason">Why there is none.</param>
internal sealed record Entry(string Id, string Name, DiagnosticDescriptor? Descriptor, Type? Rule, IReadOnlyList<string> Fixes, string? NoFixReason)
{
    /// <summary>Path of its page.</summary>
    public string Page => $"docs/rules/{Id}.md";

    /// <summary>Folder of its rule below <c>analyzers/Rules</c>, which its range stands for.</summary>
    public string Theme => Id[2] switch
    {
        '1' => "Ordering",
        '2' => "Discipline",
        '3' => "Tlb",
        '4' => "Waiting",
        '5' => "PageTables",
        '6' => "MemoryObjects",
        _ => "Annotations",
    };

    /// <summary>Whether it is reported at the end of a build.</summary>
    public bool IsAtEnd => Descriptor?.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd) ?? false;
}
