using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Benchmarks.CommandLine;

namespace MmAnalyzers.Benchmarks.Peers;

/// <summary>The other packages, as restore put them on this machine.</summary>
internal static class PeerPackages
{
    private const string Prefix = "Peer:";

    /// <summary>All of them, in the order of the project file.</summary>
    public static ImmutableArray<AnalyzerSet> Load() =>
    [
        .. typeof(PeerPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(entry => Load(entry.Key[Prefix.Length..], entry.Value)),
    ];

    private static AnalyzerSet Load(string name, string? package)
    {
        var analyzers = Path.Combine(package ?? string.Empty, "analyzers");
        string[] candidates = [Path.Combine(analyzers, "dotnet", "cs"), Path.Combine(analyzers, "cs"), analyzers];
        var folder = candidates.FirstOrDefault(candidate => Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, "*.dll").Any())
            ?? throw new UsageException($"the package of {name} is not where restore put it; build again, or use --no-peers");
        var context = new PackageContext(folder);
        var types = Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal).SelectMany(file => AnalyzersIn(context.LoadFromAssemblyPath(file))).ToList();
        return types.Count == 0
            ? throw new UsageException($"the package of {name} has no analyzers that this compiler can load; use --no-peers")
            : new(name, () => [.. types.Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)]);
    }

    private static IEnumerable<Type> AnalyzersIn(Assembly assembly) => TypesOf(assembly).Where(type =>
        !type.IsAbstract && !type.ContainsGenericParameters && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)
        && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } attribute && attribute.Languages.Contains(LanguageNames.CSharp));

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            // Code fixes need editor assemblies that are not here; analyzers do not.
            return partly.Types.OfType<Type>();
        }
    }
}
