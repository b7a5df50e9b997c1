using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.CodeFixes;
using MmAnalyzers.Rules;

namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>Every id with what belongs to it, read from the assemblies.</summary>
internal static class RuleIndex
{
    /// <summary>In order of id.</summary>
    public static IReadOnlyList<Entry> Entries { get; } = Read();

    /// <summary>The entry of an id.</summary>
    public static Entry Of(string id) => Entries.Single(entry => entry.Id == id);

    /// <summary>Every id of <see cref="RuleIds"/>, for theories.</summary>
    public static TheoryData<string> Ids() => [.. Entries.Select(entry => entry.Id)];

    /// <summary>Exported code fixes.</summary>
    public static IReadOnlyList<Type> FixTypes() =>
        [.. typeof(NoFix).Assembly.GetTypes().Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null).OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static List<Entry> Read()
    {
        var descriptors = RuleCatalogue.All.SelectMany(rule => rule.Descriptors.Select(descriptor => (descriptor, rule))).ToLookup(pair => pair.descriptor.Id);
        var fixes = FixTypes().SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.Select(id => (id, type.Name))).ToLookup(pair => pair.id, pair => pair.Name);
        return [.. typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (Id: (string)field.GetRawConstantValue()!, field.Name))
            .OrderBy(constant => constant.Id, StringComparer.Ordinal)
            .Select(constant => new Entry(
                constant.Id,
                constant.Name,
                descriptors[constant.Id].FirstOrDefault().descriptor,
                descriptors[constant.Id].FirstOrDefault().rule?.GetType(),
                [.. fixes[constant.Id]],
                NoFix.Reasons.GetValueOrDefault(constant.Id)))];
    }
}
